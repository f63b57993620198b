using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>The state of every resource for any number of dashboards.</summary>
internal sealed class ResourceChanges(ResourceNotificationService notifications)
{
    private readonly LatestValues<ResourceEvent> _states = new();

    /// <summary>Follows the notifications until cancelled.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            _states.Publish(change.ResourceId, change);
        }
    }

    /// <summary>First all resources as they are now, then what has changed since the last batch.</summary>
    public IAsyncEnumerable<IReadOnlyCollection<ResourceEvent>> WatchAsync(CancellationToken cancellationToken) => _states.WatchAsync(cancellationToken);
}
