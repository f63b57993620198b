using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Selection;

namespace Sage.Api.Market.Candles;

/// <summary>
/// Where the pump hands over what becomes candles. One caller, which it never holds up. What waits to be written is the latest
/// state of each minute, so a running candle takes one place however often it moves.
/// </summary>
internal sealed class CandleIntake(PendingCandles pending, BackfillSignal missing, IOptions<MarketOptions> options, MarketSymbols symbols, SageMarketMetrics metrics, TimeProvider time)
{
    // Clocks differ; a time further ahead is not a time.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private readonly Kline?[] _current = new Kline?[symbols.Count];
    private readonly Kline?[] _previous = new Kline?[symbols.Count];
    private readonly (long Id, long Time)?[] _lastTrades = new (long, long)?[symbols.Count * FeedSources.Count];

    /// <summary>A minute as Binance tells it, running or closed.</summary>
    public void Add(in Kline kline)
    {
        if (!IsInTime(kline.OpenTime) || !kline.IsPlausible())
        {
            metrics.CandlesRefused(1);
            return;
        }

        // A minute that ends without having been told as closed, or that was never told, is missing until the exchange is asked.
        if (_current[kline.Symbol] is { } current && kline.OpenTime > current.OpenTime
            && (!current.Closed || kline.OpenTime - current.OpenTime > CandleClock.MinuteMilliseconds))
        {
            missing.Request();
        }

        Keep(kline);
    }

    /// <summary>A trade of the source that is selected: of another one than Binance, it estimates what Binance does not tell.</summary>
    public void Add(in MarketEvent trade)
    {
        ref var last = ref _lastTrades[trade.Symbol * FeedSources.Count + (int)trade.Source];
        if (trade.Source == FeedSource.Binance || (last is { } before && TickFilter.IsRepeated(trade, before.Id, before.Time)))
        {
            return;
        }

        last = (trade.TradeId, trade.ExchangeTime);
        var minute = CandleClock.Minute(trade.ExchangeTime);
        if (!IsInTime(minute) || trade.Price <= 0 || trade.Quantity < 0)
        {
            metrics.CandlesRefused(1);
            return;
        }

        var kept = Kept(trade.Symbol, minute);
        if (kept is { Closed: true } || (kept is null && _current[trade.Symbol]?.OpenTime > minute))
        {
            return;
        }

        Keep(kept is { } known ? Extend(known, trade) : Begin(minute, trade));
    }

    private Kline? Kept(int symbol, long minute) =>
        _current[symbol]?.OpenTime == minute ? _current[symbol]
        : _previous[symbol]?.OpenTime == minute ? _previous[symbol]
        : null;

    private void Keep(in Kline kline)
    {
        ref var current = ref _current[kline.Symbol];
        ref var previous = ref _previous[kline.Symbol];
        if (current is null || kline.OpenTime > current.Value.OpenTime)
        {
            (previous, current) = (current, kline);
        }
        else if (kline.OpenTime == current.Value.OpenTime)
        {
            current = kline.Replaces(current.Value) ? kline : current;
        }
        else if (kline.OpenTime == previous?.OpenTime)
        {
            previous = kline.Replaces(previous.Value) ? kline : previous;
        }

        pending.Put(kline);
    }

    private bool IsInTime(long minute)
    {
        var now = time.GetUtcNow();
        return minute >= (now - options.Value.Candles.KeepMinutes).ToUnixTimeMilliseconds() && minute <= (now + Ahead).ToUnixTimeMilliseconds();
    }

    private static Kline Begin(long minute, in MarketEvent trade) => new()
    {
        Symbol = trade.Symbol,
        OpenTime = minute,
        Open = trade.Price,
        High = trade.Price,
        Low = trade.Price,
        Close = trade.Price,
        Volume = trade.Quantity,
        QuoteVolume = trade.Price * trade.Quantity,
        Trades = 1,
        Closed = false,
        Source = trade.Source,
    };

    private static Kline Extend(in Kline known, in MarketEvent trade) => known with
    {
        High = Math.Max(known.High, trade.Price),
        Low = Math.Min(known.Low, trade.Price),
        Close = trade.Price,
        Volume = known.Volume + trade.Quantity,
        QuoteVolume = known.QuoteVolume + trade.Price * trade.Quantity,
        Trades = known.Trades + 1,
        Source = trade.Source,
    };
}
