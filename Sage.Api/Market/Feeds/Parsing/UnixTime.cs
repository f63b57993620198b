namespace Sage.Api.Market.Feeds.Parsing;

/// <summary>Exchanges tell the time in milliseconds or, when asked, in microseconds; everything here is milliseconds.</summary>
internal static class UnixTime
{
    // From 2001 to 2286 in milliseconds: seconds fall below, microseconds above.
    private const long Earliest = 1_000_000_000_000;
    private const long Latest = 9_999_999_999_999;

    public static bool TryMilliseconds(long time, out long milliseconds)
    {
        milliseconds = time > Latest ? time / 1000 : time;
        return milliseconds is >= Earliest and <= Latest;
    }
}
