using Microsoft.Extensions.Options;

namespace Sage.Api.Caching;

/// <summary>The first level: this process. Bounded by bytes; what has not been used for longest goes first.</summary>
internal sealed class MemoryLevel(IOptions<CacheOptions> options)
{
    // Key, list node and dictionary slot of an entry.
    private const int Overhead = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Slot>> _slots = new(StringComparer.Ordinal);
    private readonly LinkedList<Slot> _byUse = new();
    private long _bytes;

    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    public CacheEntry<T>? Get<T>(CacheKey<T> key)
        where T : notnull
    {
        lock (_gate)
        {
            if (!_slots.TryGetValue(key.Text, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return (CacheEntry<T>)node.Value.Entry;
        }
    }

    public void Set<T>(CacheKey<T> key, CacheEntry<T> entry)
        where T : notnull
    {
        var size = entry.Size + key.Text.Length + Overhead;
        lock (_gate)
        {
            Remove(key.Text);
            if (size > options.Value.MaxBytes)
            {
                return;
            }

            _slots[key.Text] = _byUse.AddFirst(new Slot(key.Text, entry, size));
            _bytes += size;
            while (_bytes > options.Value.MaxBytes)
            {
                Remove(_byUse.Last!.Value.Key);
            }
        }
    }

    private void Remove(string key)
    {
        if (_slots.Remove(key, out var node))
        {
            _byUse.Remove(node);
            _bytes -= node.Value.Size;
        }
    }

    private sealed record Slot(string Key, object Entry, int Size);
}
