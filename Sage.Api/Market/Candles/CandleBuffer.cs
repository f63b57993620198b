using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds;

namespace Sage.Api.Market.Candles;

/// <summary>
/// Rolls trades into minutes and holds them until they are written. Bounded: while Postgres is down for longer than the bound
/// lasts, the oldest minute goes, counted.
/// </summary>
internal sealed class CandleBuffer
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(long Minute, int Symbol), Candle> _pending = [];
    private readonly MarketSymbols _symbols;
    private readonly long[] _lastTradeIds;
    private readonly int _capacity;
    private long _dropped;

    public CandleBuffer(MarketSymbols symbols, IOptions<MarketOptions> options, SageMarketMetrics metrics)
    {
        _symbols = symbols;
        _lastTradeIds = new long[symbols.Count];
        Array.Fill(_lastTradeIds, -1);
        _capacity = options.Value.MaxPendingCandles;
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

    /// <summary>False: seen before. Ids rise by symbol, so a trade that comes again, or late, does not count twice.</summary>
    public bool Add(in MarketEvent trade)
    {
        lock (_gate)
        {
            if (trade.TradeId <= _lastTradeIds[trade.Symbol])
            {
                return false;
            }

            _lastTradeIds[trade.Symbol] = trade.TradeId;
            var key = (Minute: trade.ExchangeTime / 60_000, trade.Symbol);
            if (!_pending.TryGetValue(key, out var candle))
            {
                MakeRoom();
                _pending[key] = candle = new Candle(_symbols.Names[trade.Symbol], key.Minute, trade.Source.WireName());
            }

            candle.Add(trade.Price, trade.Quantity, trade.TradeId);
            return true;
        }
    }

    /// <summary>Takes out the oldest, up to <paramref name="max"/>; what comes after for the same minutes begins a new addition.</summary>
    public IReadOnlyList<Candle> Take(int max)
    {
        lock (_gate)
        {
            var taken = _pending.Take(max).ToList();
            foreach (var (key, _) in taken)
            {
                _pending.Remove(key);
            }

            return [.. taken.Select(pair => pair.Value)];
        }
    }

    private void MakeRoom()
    {
        if (_pending.Count >= _capacity)
        {
            _pending.Remove(_pending.First().Key);
            Interlocked.Increment(ref _dropped);
        }
    }
}
