using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The last value of each key for any number of watchers. A watcher that is slow gets the newest value of each key and
/// misses those in between, so that what waits for it is never more than one value per key.
/// </summary>
internal sealed class LatestValues<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, T> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Watcher> _watchers = [];

    public void Publish(string key, T value)
    {
        lock (_lock)
        {
            _current[key] = value;
            Tell(key, value);
        }
    }

    /// <summary>Tells the watchers once more and keeps nothing for later ones.</summary>
    public void PublishLast(string key, T value)
    {
        lock (_lock)
        {
            _current.Remove(key);
            Tell(key, value);
        }
    }

    public T? Find(string key)
    {
        lock (_lock)
        {
            return _current.GetValueOrDefault(key);
        }
    }

    /// <summary>First all values as they are now, then what has changed since the last batch.</summary>
    public async IAsyncEnumerable<IReadOnlyCollection<T>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher();
        IReadOnlyCollection<T> batch;
        lock (_lock)
        {
            batch = [.. _current.Values];
            _watchers.Add(watcher);
        }

        try
        {
            while (true)
            {
                yield return batch;
                await watcher.WaitAsync(cancellationToken);
                lock (_lock)
                {
                    batch = watcher.Take();
                }
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

    private void Tell(string key, T value)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Add(key, value);
        }
    }

    /// <summary>Guarded by the lock, apart from waiting.</summary>
    private sealed class Watcher
    {
        private readonly Dictionary<string, T> _pending = new(StringComparer.OrdinalIgnoreCase);
        private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Add(string key, T value)
        {
            _pending[key] = value;
            _signal.Writer.TryWrite(true);
        }

        public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _signal.Reader.ReadAsync(cancellationToken);

        public T[] Take()
        {
            T[] taken = [.. _pending.Values];
            _pending.Clear();
            return taken;
        }
    }
}
