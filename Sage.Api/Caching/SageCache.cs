namespace Sage.Api.Caching;

/// <summary>
/// Cache-aside in two levels, memory and Valkey. A value that is not fresh is loaded once per process however many ask for it;
/// when it cannot be had, the last one is served for as long as its policy allows, and says that it is stale.
/// </summary>
internal sealed class SageCache(MemoryLevel memory, CacheLoads loads, Flights flights, CacheMetrics metrics, TimeProvider time)
{
    /// <exception cref="CacheLoadException">It could not be loaded, and there is none that may still be served.</exception>
    public async ValueTask<Cached<T>> GetAsync<T>(CacheKey<T> key, Func<CancellationToken, Task<T>> load, CancellationToken cancellationToken)
        where T : notnull
    {
        if (memory.Get(key) is { } entry && entry.IsFresh(time.GetUtcNow()))
        {
            metrics.Hit(key.Policy.Prefix, "memory");
            return entry.ToCached(time.GetUtcNow());
        }

        var flight = flights.Board(key.Text, token => loads.RunAsync(key, load, token));
        var letItFly = false;
        try
        {
            try
            {
                return Count(key, await flight.Landed.WaitAsync(key.Policy.Patience, time, cancellationToken));
            }
            catch (TimeoutException) when (!flight.Landed.IsCompleted)
            {
                if (memory.Get(key) is { } old && old.IsServable(time.GetUtcNow(), key.Policy))
                {
                    letItFly = true;
                    return Count(key, new Landed<T>(old.ToCached(time.GetUtcNow()), FromShared: false));
                }
            }

            return Count(key, await flight.Landed.WaitAsync(cancellationToken));
        }
        finally
        {
            await flights.LeaveAsync(key.Text, flight, letItFly);
        }
    }

    /// <summary>What memory holds and may still be served; loads nothing, waits for nothing.</summary>
    public Cached<T>? Peek<T>(CacheKey<T> key)
        where T : notnull
    {
        var now = time.GetUtcNow();
        return memory.Get(key) is { } entry && entry.IsServable(now, key.Policy) ? entry.ToCached(now) : null;
    }

    private Cached<T> Count<T>(CacheKey<T> key, Landed<T> landed)
        where T : notnull
    {
        if (landed.Value.Stale)
        {
            metrics.ServedStale(key.Policy.Prefix);
        }
        else if (landed.FromShared)
        {
            metrics.Hit(key.Policy.Prefix, "shared");
        }
        else
        {
            metrics.Missed(key.Policy.Prefix);
        }

        return landed.Value;
    }
}
