using Sage.Api.Market.Candles;

namespace Sage.Api.Market.Feeds;

/// <summary>Numbers no coin has, and minutes that contradict themselves: arithmetic on them would overflow or tell nonsense.</summary>
internal static class Plausibility
{
    private const decimal LeastPrice = 0.000_000_000_001m;
    private const decimal MostPrice = 1_000_000_000m;
    private const decimal MostQuantity = 1_000_000_000_000_000m;
    private const decimal MostVolume = 1_000_000_000_000_000_000_000_000m;

    public static bool Holds(in MarketEvent tick) =>
        IsPrice(tick.Price) && tick.Quantity <= MostQuantity && (tick.Day is not { } day || Holds(day));

    public static bool Holds(in Kline kline) =>
        kline.IsPlausible() && IsPrice(kline.Low) && IsPrice(kline.High) && kline.Volume <= MostVolume && kline.QuoteVolume <= MostVolume;

    private static bool Holds(in DayStatistics day) =>
        IsPrice(day.Open) && IsPrice(day.Low) && IsPrice(day.High) && day.Volume <= MostVolume;

    private static bool IsPrice(decimal value) => value is >= LeastPrice and <= MostPrice;
}
