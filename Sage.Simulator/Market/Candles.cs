using System.Collections.Concurrent;

namespace Sage.Simulator.Market;

/// <summary>
/// One exchange's candles, exactly those of its trades. A closed minute is summed up once and remembered; the running one goes on from
/// where it was last asked for.
/// </summary>
internal sealed class Candles(Tape tape)
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Day = 24 * 60 * Minute;

    /// <summary>Nothing before this, as if the exchange had opened then: it bounds memory and the time of the longest answer.</summary>
    public const long History = 7 * Day;

    // A week has 10,080 minutes.
    private const int MostMinutes = 11_000;

    private readonly ConcurrentDictionary<long, SimulatedCandle>[] _closed = [.. SimulatedSymbol.All.Select(_ => new ConcurrentDictionary<long, SimulatedCandle>())];
    private readonly Running[] _running = [.. SimulatedSymbol.All.Select((_, symbol) => new Running(tape.Walk(symbol)))];

    /// <summary>The first minute that can be asked for.</summary>
    public static long Oldest(long now) => (now - History) / Minute * Minute;

    /// <summary>From a time on, inclusive, to another, exclusive, as far as it has happened by <paramref name="now"/>.</summary>
    public SimulatedCandle Between(int symbol, long from, long to, long now)
    {
        to = Math.Min(to, now + 1);
        var candle = Sum(symbol, from, Math.Min(to, Ceiling(from)), tape.Walk(symbol));
        var minute = Ceiling(from);
        for (; minute + Minute <= to; minute += Minute)
        {
            candle = candle.Then(Closed(symbol, minute));
        }

        return minute < to ? candle.Then(Open(symbol, minute, to)) : candle;
    }

    /// <summary>The 24 hours up to now, beginning with a whole minute.</summary>
    public SimulatedCandle LastDay(int symbol, long now) => Between(symbol, DayStart(now), now + 1, now);

    public static long DayStart(long now) => (now - Day) / Minute * Minute;

    private SimulatedCandle Closed(int symbol, long minute)
    {
        var closed = _closed[symbol];
        if (!closed.TryGetValue(minute, out var candle))
        {
            candle = Sum(symbol, minute, minute + Minute, tape.Walk(symbol));
            closed[minute] = candle;
            if (closed.Count > MostMinutes)
            {
                Forget(closed);
            }
        }

        return candle;
    }

    private SimulatedCandle Open(int symbol, long minute, long to)
    {
        var running = _running[symbol];
        lock (running)
        {
            if (running.Minute != minute || running.To > to)
            {
                (running.Minute, running.To, running.Candle) = (minute, minute, Sum(symbol, minute, minute, running.Walk));
            }

            running.Candle = running.Candle.Then(Sum(symbol, running.To, to, running.Walk));
            running.To = to;
            return running.Candle;
        }
    }

    private SimulatedCandle Sum(int symbol, long from, long to, PriceWalk walk)
    {
        var (before, last) = (tape.LastId(symbol, from - 1), tape.LastId(symbol, to - 1));
        var candle = SimulatedCandle.Still(last > before ? 0 : tape.Trade(symbol, before, walk).Price);
        for (var id = before + 1; id <= last; id++)
        {
            candle = candle.Then(SimulatedCandle.Of(tape.Trade(symbol, id, walk)));
        }

        return candle;
    }

    private static void Forget(ConcurrentDictionary<long, SimulatedCandle> closed)
    {
        foreach (var minute in closed.Keys.Order().Take(MostMinutes / 10))
        {
            closed.TryRemove(minute, out _);
        }
    }

    private static long Ceiling(long time) => (time + Minute - 1) / Minute * Minute;

    private sealed class Running(PriceWalk walk)
    {
        public PriceWalk Walk { get; } = walk;

        public long Minute { get; set; }

        public long To { get; set; }

        public SimulatedCandle Candle { get; set; }
    }
}
