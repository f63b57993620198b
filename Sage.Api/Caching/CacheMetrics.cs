using System.Diagnostics.Metrics;

namespace Sage.Api.Caching;

/// <summary>What the cache does, for telemetry and for /status.</summary>
internal sealed class CacheMetrics
{
    public const string MeterName = "Sage.Cache";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _loads;
    private readonly Counter<long> _sharedFailures;
    private long _hits;
    private long _misses;
    private long _stale;

    public CacheMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("sage.cache.requests", "{request}", "Values asked for, by where they were found.");
        _loads = meter.CreateCounter<long>("sage.cache.loads", "{load}", "Loads from the source behind the cache, by outcome.");
        _sharedFailures = meter.CreateCounter<long>("sage.cache.shared.failures", "{failure}", "Times that Valkey did not serve the cache, by reason.");
    }

    /// <summary>Found fresh, in memory or in Valkey.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Loaded, or waited for somebody else's load.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    public long StaleServed => Interlocked.Read(ref _stale);

    public void Hit(string kind, string level)
    {
        Interlocked.Increment(ref _hits);
        Count(_requests, kind, "result", level);
    }

    public void Missed(string kind)
    {
        Interlocked.Increment(ref _misses);
        Count(_requests, kind, "result", "miss");
    }

    public void ServedStale(string kind)
    {
        Interlocked.Increment(ref _stale);
        Count(_requests, kind, "result", "stale");
    }

    public void Loaded(string kind) => Count(_loads, kind, "outcome", "loaded");

    public void LoadFailed(string kind) => Count(_loads, kind, "outcome", "failed");

    public void SharedFailed(string kind, string reason) => Count(_sharedFailures, kind, "reason", reason);

    private static void Count(Counter<long> counter, string kind, string name, string value) =>
        counter.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>(name, value));
}
