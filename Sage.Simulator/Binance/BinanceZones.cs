using Sage.Simulator.Market;

namespace Sage.Simulator.Binance;

/// <summary>The time zones in which days of klines may begin.</summary>
internal static class BinanceZones
{
    /// <summary>Those that have streams, with the end of the stream's name.</summary>
    public static readonly IReadOnlyList<(long Zone, string Suffix)> All = [(0, ""), (8 * 60 * Candles.Minute, "@+08:00")];

    /// <summary>Hours, or hours and minutes, from -12:00 to +14:00. Null: not one of these.</summary>
    public static long? Parse(string text)
    {
        var negative = text.StartsWith('-');
        var parts = text.TrimStart('-', '+').Split(':');
        if (parts.Length > 2 || text.Length > 6 || !parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiDigit)))
        {
            return null;
        }

        var minutes = int.Parse(parts[0]) * 60 + (parts.Length == 2 ? int.Parse(parts[1]) : 0);
        var offset = negative ? -minutes : minutes;
        return offset is < -12 * 60 or > 14 * 60 ? null : offset * Candles.Minute;
    }
}
