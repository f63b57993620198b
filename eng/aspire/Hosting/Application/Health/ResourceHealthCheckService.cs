using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>Monitors the health of every resource while it runs.</summary>
internal sealed partial class ResourceHealthCheckService(
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    /// <summary>For ready handlers and checks that ignore their token; the host has a limit for all services together.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<IResource, ResourceHealthMonitor> _monitors = [];
    private readonly List<Task> _ending = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                OnChanged(change, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            await EndAllAsync().ConfigureAwait(false);
        }
    }

    private async Task EndAllAsync()
    {
        _ending.AddRange(_monitors.Values.Select(monitor => monitor.DisposeAsync().AsTask()));
        try
        {
            await Task.WhenAll(_ending).WaitAsync(EndTimeout, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.NotEndedInTime(loggers.CreateLogger<ResourceHealthCheckService>(), EndTimeout.TotalSeconds);
        }
    }

    private void OnChanged(ResourceEvent change, CancellationToken stoppingToken)
    {
        var state = change.Snapshot.State?.Text;
        if (_monitors.TryGetValue(change.Resource, out var monitor))
        {
            monitor.OnState(state);
            if (StateText.IsTerminal(state) && change.Resource.GetResolvedResourceNames().All(name => string.Equals(name, change.ResourceId, StringComparison.Ordinal) || HasEnded(name)))
            {
                _monitors.Remove(change.Resource);
                // Not awaited here: one resource that takes long to end must not hold up the health of all others.
                _ending.RemoveAll(ending => ending.IsCompleted);
                _ending.Add(monitor.DisposeAsync().AsTask());
            }
        }
        else if (string.Equals(state, KnownResourceStates.Running, StringComparison.Ordinal))
        {
            _monitors[change.Resource] = ResourceHealthMonitor.Start(change.Resource, notifications, healthChecks, eventing, services, time, loggers.CreateLogger<ResourceHealthMonitor>(), stoppingToken);
        }
    }

    /// <summary>Replicas are checked together, so the monitor goes on while one of them runs. The one that changed may run again by now.</summary>
    private bool HasEnded(string name) => notifications.TryGetCurrentState(name, out var current) && StateText.IsTerminal(current.Snapshot.State?.Text);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A health check or a subscriber of ResourceReadyEvent has not ended within {Seconds} s of being cancelled.")]
        public static partial void NotEndedInTime(ILogger logger, double seconds);
    }
}
