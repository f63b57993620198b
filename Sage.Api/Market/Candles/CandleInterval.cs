namespace Sage.Api.Market.Candles;

/// <summary>How long a candle is.</summary>
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
}
