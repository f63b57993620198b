using System.Globalization;
using Sage.Api.Market.Candles;

namespace Sage.Api.Market.Http;

/// <summary>interval, from, to and limit of a request for candles, judged all at once.</summary>
internal sealed record CandleQuery(CandleInterval Interval, DateTimeOffset? From, DateTimeOffset? To, int Limit)
{
    public const int DefaultLimit = 500;
    public const int MostCandles = 1000;

    // ISO 8601; a time without an offset is UTC.
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    // Before Bitcoin there is nothing to ask for, and the database's calendar is not to be tried out.
    private static readonly DateTimeOffset Earliest = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null, and what is wrong with each parameter by its name.</summary>
    public static CandleQuery? TryParse(string? interval, string? from, string? to, string? limit, out Dictionary<string, string[]> errors)
    {
        errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var length = interval is null ? 0 : IndexOf(interval);
        if (length < 0)
        {
            errors["interval"] = [$"The interval must be one of {string.Join(", ", CandleIntervals.Names)}."];
        }

        var count = DefaultLimit;
        if (limit is not null && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostCandles))
        {
            errors["limit"] = [$"The limit must be a number from 1 to {MostCandles}."];
        }

        var begin = Time("from", from, errors);
        var end = Time("to", to, errors);
        if (begin >= end)
        {
            errors["from"] = ["from must be before to, which is exclusive."];
        }

        return errors.Count == 0 ? new CandleQuery((CandleInterval)length, begin, end, count) : null;
    }

    private static int IndexOf(string interval)
    {
        for (var i = 0; i < CandleIntervals.Names.Count; i++)
        {
            if (CandleIntervals.Names[i] == interval)
            {
                return i;
            }
        }

        return -1;
    }

    private static DateTimeOffset? Time(string name, string? text, Dictionary<string, string[]> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time >= Earliest && time <= Latest)
        {
            return time;
        }

        errors[name] = [$"{name} must be a time such as 2026-11-20T12:00:00Z, from 2009 to 2200; write + as %2B."];
        return null;
    }
}
