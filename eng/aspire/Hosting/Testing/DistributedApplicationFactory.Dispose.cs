using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Testing;

public partial class DistributedApplicationFactory
{
    private static readonly TimeSpan DefaultShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Stops the application and waits until its program has ended.</summary>
    public virtual void Dispose()
    {
        // The interface wants both; off the caller's context nothing can wait for it in turn.
        Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the application and waits until its program has ended.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        lock (_lock)
        {
            return new ValueTask(_disposal ??= StopAsync());
        }
    }

    private async Task StopAsync()
    {
        await _disposing.CancelAsync();
        if (_program is null)
        {
            return;
        }

        var application = _built.Task.IsCompletedSuccessfully ? _built.Task.Result : null;
        var timeout = application?.Services.GetService<IOptions<HostOptions>>()?.Value.ShutdownTimeout ?? DefaultShutdownTimeout;
        using var limit = new CancellationTokenSource(timeout);

        // A start under way is cancelled; an application that has started is asked to stop, which ends its Run.
        var lifetime = application?.Services.GetService<IHostApplicationLifetime>();
        using var started = lifetime?.ApplicationStarted.Register(lifetime.StopApplication);
        await _program.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        if (application is not null)
        {
            await application.DisposeAsync().AsTask().WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
