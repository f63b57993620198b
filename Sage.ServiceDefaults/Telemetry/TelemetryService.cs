using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Sage.ServiceDefaults.Telemetry;

/// <summary>Starts the telemetry providers first and ends them last, within a bound.</summary>
internal sealed class TelemetryService(IServiceProvider services) : IHostedLifecycleService
{
    // A collector beside the process answers within milliseconds. Without a bound an unreachable one costs 5 s per signal when
    // the container is disposed, and whatever waits for a one-shot process waits with it.
    private const int ShutdownMilliseconds = 500;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private LoggerProvider? _logs;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Kept: at the end the container may be on its way out already.
        _metrics = services.GetService<MeterProvider>();
        _traces = services.GetService<TracerProvider>();
        _logs = services.GetService<LoggerProvider>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Shutdown blocks its caller, so the three signals end side by side on the pool.
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _traces?.Shutdown(ShutdownMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics?.Shutdown(ShutdownMilliseconds), CancellationToken.None),
        Task.Run(() => _logs?.Shutdown(ShutdownMilliseconds), CancellationToken.None));
}
