using Sage.Simulator.Market;

namespace Sage.Simulator.Binance;

/// <summary>The spans of klines, as Binance cuts them: weeks begin on Monday, months with the calendar.</summary>
/// <param name="Length">Microseconds; 0 for a month.</param>
/// <param name="Phase">What the beginnings are shifted by against the Unix epoch, a Thursday.</param>
internal sealed record BinanceInterval(string Name, long Length, long Phase = 0)
{
    public static readonly IReadOnlyList<BinanceInterval> All =
    [
        new("1s", Candles.Second),
        .. new[] { 1, 3, 5, 15, 30 }.Select(count => new BinanceInterval($"{count}m", count * Candles.Minute)),
        .. new[] { 1, 2, 4, 6, 8, 12 }.Select(count => new BinanceInterval($"{count}h", count * 60 * Candles.Minute)),
        new("1d", Candles.Day),
        new("3d", 3 * Candles.Day),
        new("1w", 7 * Candles.Day, 4 * Candles.Day),
        new("1M", 0),
    ];

    public static BinanceInterval? Find(string? name) => All.FirstOrDefault(interval => interval.Name == name);

    /// <summary>The beginning of the span that holds a time.</summary>
    /// <param name="zone">Microseconds that the local day begins before UTC's.</param>
    public long StartOf(long time, long zone = 0)
    {
        var local = time + zone;
        if (Length > 0)
        {
            return (local - Phase) / Length * Length + Phase - zone;
        }

        var date = DateTimeOffset.FromUnixTimeMilliseconds(local / 1000);
        return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000 - zone;
    }

    public long EndOf(long start, long zone = 0) =>
        Length > 0 ? start + Length : DateTimeOffset.FromUnixTimeMilliseconds((start + zone) / 1000).AddMonths(1).ToUnixTimeMilliseconds() * 1000 - zone;
}
