namespace Sage.Api.Market.Candles;

/// <summary>Minutes in the exchange's unit, Unix milliseconds.</summary>
internal static class CandleClock
{
    public const long MinuteMilliseconds = 60_000;

    public static long Minute(long time) => time - time % MinuteMilliseconds;

    public static DateTime ToUtc(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    public static DateTime Month(DateTime at) => new(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc);
}
