namespace Sage.Api.Market.Candles;

/// <summary>What one request for klines asks for: from the first to the last minute, both included.</summary>
internal sealed record KlineRange(long First, long Last)
{
    public const int MostMinutes = 1000;

    /// <summary>As few requests as cover the minutes: one costs the same for a minute as for a thousand.</summary>
    public static IEnumerable<KlineRange> Cover(IEnumerable<long> ascending)
    {
        KlineRange? range = null;
        foreach (var minute in ascending)
        {
            if (range is { } open && minute - open.First < MostMinutes * CandleClock.MinuteMilliseconds)
            {
                range = open with { Last = minute };
                continue;
            }

            if (range is { } done)
            {
                yield return done;
            }

            range = new KlineRange(minute, minute);
        }

        if (range is { } last)
        {
            yield return last;
        }
    }
}
