using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Candles;

/// <summary>The latest state of each minute that has not been written. Full, it lets the oldest minute go and counts it.</summary>
internal sealed class PendingCandles
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(long OpenTime, int Symbol), Kline> _pending = [];
    private readonly int _capacity;
    private long _dropped;

    public PendingCandles(IOptions<MarketOptions> options, SageMarketMetrics metrics)
    {
        _capacity = options.Value.Candles.MaxPending;
        metrics.WatchQueue("candles", () => Count);
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Put(in Kline kline)
    {
        lock (_gate)
        {
            var key = (kline.OpenTime, kline.Symbol);
            if (_pending.TryGetValue(key, out var kept))
            {
                if (kline.Replaces(kept))
                {
                    _pending[key] = kline;
                }

                return;
            }

            _pending[key] = kline;
            if (_pending.Count > _capacity)
            {
                _pending.Remove(_pending.First().Key);
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    /// <summary>Takes out the oldest, up to <paramref name="max"/>.</summary>
    public IReadOnlyList<Kline> Take(int max)
    {
        lock (_gate)
        {
            var taken = _pending.Values.Take(max).ToList();
            foreach (var kline in taken)
            {
                _pending.Remove((kline.OpenTime, kline.Symbol));
            }

            return taken;
        }
    }

    /// <summary>Puts back what could not be written; a newer state that came meanwhile stays.</summary>
    public void Return(IReadOnlyList<Kline> batch)
    {
        foreach (var kline in batch)
        {
            Put(kline);
        }
    }
}
