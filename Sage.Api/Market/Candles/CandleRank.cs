using Sage.Api.Market.Feeds;

namespace Sage.Api.Market.Candles;

/// <summary>
/// Which of two states of the same minute is kept: closed by the exchange beats running beats older. Trades only ever grow while a
/// minute runs, so they tell which state is newer. The table's upsert decides by the same rule.
/// </summary>
internal static class CandleRank
{
    public static bool Replaces(this in Kline incoming, in Kline kept)
    {
        if (incoming.Closed != kept.Closed)
        {
            return incoming.Closed;
        }

        // Binance knows the whole minute; an estimate knows the part that its source was selected for.
        return (incoming.Source == FeedSource.Binance && kept.Source != FeedSource.Binance) || incoming.Trades >= kept.Trades;
    }

    public static bool IsPlausible(this in Kline kline) =>
        kline.OpenTime % CandleClock.MinuteMilliseconds == 0
        && kline.Low > 0 && kline.Low <= Math.Min(kline.Open, kline.Close) && kline.High >= Math.Max(kline.Open, kline.Close)
        && kline.Volume >= 0 && kline.QuoteVolume >= 0 && kline.Trades >= 0;
}
