namespace Sage.Api.Caching;

/// <summary>Loads that have just failed: the source is not asked again at once.</summary>
internal sealed class LoadPauses(TimeProvider time)
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Until, string Reason)> _pauses = new(StringComparer.Ordinal);

    /// <summary>Why not to load now, or null.</summary>
    public string? Reason(string key)
    {
        lock (_gate)
        {
            return _pauses.TryGetValue(key, out var pause) && time.GetUtcNow() < pause.Until ? pause.Reason : null;
        }
    }

    public void Add(string key, TimeSpan pause, string reason)
    {
        lock (_gate)
        {
            if (_pauses.Count >= Most)
            {
                // A pause that is forgotten costs one load.
                _pauses.Clear();
            }

            _pauses[key] = (time.GetUtcNow() + pause, reason);
        }
    }

    public void Remove(string key)
    {
        lock (_gate)
        {
            _pauses.Remove(key);
        }
    }
}
