namespace Sage.Api.Market.Candles;

/// <summary>How long a candle is. All begin at multiples of their length in UTC, as the exchange's do.</summary>
internal enum CandleInterval
{
    OneMinute,
    FiveMinutes,
    FifteenMinutes,
    OneHour,
    FourHours,
    OneDay,
}

internal static class CandleIntervals
{
    /// <summary>As requests name them, in the order of the enum.</summary>
    public static readonly IReadOnlyList<string> Names = ["1m", "5m", "15m", "1h", "4h", "1d"];

    public static TimeSpan Length(this CandleInterval interval) => interval switch
    {
        CandleInterval.OneMinute => TimeSpan.FromMinutes(1),
        CandleInterval.FiveMinutes => TimeSpan.FromMinutes(5),
        CandleInterval.FifteenMinutes => TimeSpan.FromMinutes(15),
        CandleInterval.OneHour => TimeSpan.FromHours(1),
        CandleInterval.FourHours => TimeSpan.FromHours(4),
        CandleInterval.OneDay => TimeSpan.FromDays(1),
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "No such interval."),
    };

    /// <summary>Of the rows that it is made from: the longest that are kept and divide it.</summary>
    public static TimeSpan BaseLength(this CandleInterval interval) => interval switch
    {
        CandleInterval.OneDay => TimeSpan.FromDays(1),
        CandleInterval.OneHour or CandleInterval.FourHours => TimeSpan.FromHours(1),
        _ => TimeSpan.FromMinutes(1),
    };

    /// <summary>When the first candle opens that opens at this time or later.</summary>
    public static DateTimeOffset Ceiling(this CandleInterval interval, DateTimeOffset at)
    {
        var length = interval.Length().Ticks;
        var over = (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % length;
        var up = over switch { 0 => 0, < 0 => -over, _ => length - over };
        return at.UtcTicks > DateTimeOffset.MaxValue.UtcTicks - up ? DateTimeOffset.MaxValue : new DateTimeOffset(at.UtcTicks + up, TimeSpan.Zero);
    }
}
