using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>Monitors the health of every resource while it runs.</summary>
internal sealed class ResourceHealthCheckService(
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    private readonly Dictionary<IResource, ResourceHealthMonitor> _monitors = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                await OnChangedAsync(change, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            foreach (var monitor in _monitors.Values)
            {
                await monitor.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task OnChangedAsync(ResourceEvent change, CancellationToken stoppingToken)
    {
        var state = change.Snapshot.State?.Text;
        if (_monitors.TryGetValue(change.Resource, out var monitor))
        {
            monitor.OnState(state);
            if (StateText.IsTerminal(state) && change.Resource.GetResolvedResourceNames().All(name => string.Equals(name, change.ResourceId, StringComparison.Ordinal) || HasEnded(name)))
            {
                _monitors.Remove(change.Resource);
                await monitor.DisposeAsync().ConfigureAwait(false);
            }
        }
        else if (string.Equals(state, KnownResourceStates.Running, StringComparison.Ordinal))
        {
            _monitors[change.Resource] = ResourceHealthMonitor.Start(change.Resource, notifications, healthChecks, eventing, services, time, loggers.CreateLogger<ResourceHealthMonitor>(), stoppingToken);
        }
    }

    /// <summary>Replicas are checked together, so the monitor goes on while one of them runs. The one that changed may run again by now.</summary>
    private bool HasEnded(string name) => notifications.TryGetCurrentState(name, out var current) && StateText.IsTerminal(current.Snapshot.State?.Text);
}
