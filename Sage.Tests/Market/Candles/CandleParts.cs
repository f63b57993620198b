using Sage.Api.Market;
using Sage.Api.Market.Feeds;

namespace Sage.Tests.Market.Candles;

/// <summary>Klines for tests.</summary>
internal static class CandleParts
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static Kline Kline(DateTimeOffset minute, decimal price = 100, long trades = 10, bool closed = false, FeedSource source = FeedSource.Binance, int symbol = 0) => new()
    {
        Symbol = symbol,
        OpenTime = minute.ToUnixTimeMilliseconds(),
        Open = 100,
        High = Math.Max(100, price),
        Low = Math.Min(100, price),
        Close = price,
        Volume = trades / 10m,
        QuoteVolume = price * trades / 10m,
        Trades = trades,
        Closed = closed,
        Source = source,
    };

    /// <summary>The exchange's own record of a minute: the same however often it is asked for.</summary>
    public static Kline Record(int symbol, DateTimeOffset minute)
    {
        var seed = minute.ToUnixTimeSeconds() / 60 * 31 + symbol * 17;
        var open = 100 + seed % 97 / 100m;
        var close = 100 + seed % 89 / 100m;
        return new Kline
        {
            Symbol = symbol,
            OpenTime = minute.ToUnixTimeMilliseconds(),
            Open = open,
            High = Math.Max(open, close) + seed % 7 / 100m,
            Low = Math.Min(open, close) - seed % 5 / 100m,
            Close = close,
            Volume = 1 + seed % 1013 / 100_000m,
            QuoteVolume = 100 + seed % 1019 / 100_000m,
            Trades = 20 + seed % 11,
            Closed = true,
            Source = FeedSource.Binance,
        };
    }

    /// <summary>The same minute after so many of its trades.</summary>
    public static Kline Running(this Kline record, long trades) => record with
    {
        High = Math.Max(record.Open, record.Close),
        Low = Math.Min(record.Open, record.Close),
        Volume = record.Volume * trades / record.Trades,
        QuoteVolume = record.QuoteVolume * trades / record.Trades,
        Trades = trades,
        Closed = false,
    };
}
