using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// The state of every resource for any number of watchers. A watcher that is slow gets the newest state of each resource
/// and misses those in between, so that what waits for it is never more than one state per resource.
/// </summary>
internal sealed class ResourceChanges(ResourceNotificationService notifications)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparers.ResourceName);
    private readonly HashSet<Watcher> _watchers = [];

    /// <summary>Follows the notifications until cancelled.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            lock (_lock)
            {
                _current[change.ResourceId] = change;
                foreach (var watcher in _watchers)
                {
                    watcher.Add(change);
                }
            }
        }
    }

    /// <summary>First all resources as they are now, then what has changed since the last batch.</summary>
    public async IAsyncEnumerable<IReadOnlyCollection<ResourceEvent>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher();
        IReadOnlyCollection<ResourceEvent> initial;
        lock (_lock)
        {
            initial = [.. _current.Values];
            _watchers.Add(watcher);
        }

        try
        {
            yield return initial;
            while (await watcher.WaitAsync(cancellationToken))
            {
                IReadOnlyCollection<ResourceEvent> batch;
                lock (_lock)
                {
                    batch = watcher.Take();
                }

                yield return batch;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    /// <summary>Guarded by the lock, apart from waiting.</summary>
    private sealed class Watcher
    {
        private readonly Dictionary<string, ResourceEvent> _pending = new(StringComparers.ResourceName);
        private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Add(ResourceEvent change)
        {
            _pending[change.ResourceId] = change;
            _signal.Writer.TryWrite(true);
        }

        public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => await _signal.Reader.ReadAsync(cancellationToken);

        public ResourceEvent[] Take()
        {
            ResourceEvent[] taken = [.. _pending.Values];
            _pending.Clear();
            return taken;
        }
    }
}
