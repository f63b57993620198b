using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Sage.ServiceDefaults.Telemetry;

/// <summary>Starts the telemetry providers first and ends them last, within a bound.</summary>
internal sealed class TelemetryService(IServiceProvider services) : IHostedLifecycleService
{
    // Without a bound an unreachable collector costs 5 s per signal when the container is disposed.
    private const int ShutdownMilliseconds = 1_500;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = services.GetService<MeterProvider>();
        _ = services.GetService<TracerProvider>();
        _ = services.GetService<LoggerProvider>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Shutdown blocks its caller, so the three signals end side by side on the pool.
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(ShutdownMilliseconds), CancellationToken.None),
        Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(ShutdownMilliseconds), CancellationToken.None),
        Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(ShutdownMilliseconds), CancellationToken.None));
}
