using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Cli;

/// <summary>What both channels of the CLI know of each other.</summary>
internal sealed class CliSession(IConfiguration configuration, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);

    /// <summary>The socket on which the CLI that started this AppHost expects it; null when it was started by hand.</summary>
    public string? LaunchSocketPath { get; } = configuration["ASPIRE_BACKCHANNEL_PATH"] is { Length: > 0 } path ? path : null;

    /// <summary>Ends the streams of the CLI as soon as somebody wants the AppHost to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The launching CLI has seen all that it waits for at the start.</summary>
    public void SetReady() => _ready.TrySetResult();

    /// <summary>Without a launching CLI there is nothing to wait for.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => LaunchSocketPath is null ? Task.CompletedTask : _ready.Task.WaitAsync(cancellationToken);

    public void RequestStop()
    {
        _stopping.Cancel();
        lifetime.StopApplication();
    }

    public void Dispose() => _stopping.Dispose();
}
