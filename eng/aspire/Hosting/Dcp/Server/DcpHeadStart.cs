using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dcp;

/// <summary>Starts DCP before anything else of the application: it needs half a second in which this process has other things to do.</summary>
internal sealed class DcpHeadStart(DcpHost host) : IHostedLifecycleService
{
    /// <summary>Not awaited: the executor takes the same start up, and reports it if it fails.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = host.StartAsync(CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
