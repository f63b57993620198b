namespace Sage.Simulator.Market;

/// <summary>A trade. Ids rise by one per symbol; price and quantity in units of the last digit, time in Unix microseconds.</summary>
internal readonly record struct SimulatedTrade(long Id, long Time, long Price, long Quantity, bool BuyerIsMaker);

/// <summary>How an exchange differs from the others that trade the same market.</summary>
/// <param name="Channel">Which random numbers are its own.</param>
/// <param name="Spread">Buyers and sellers meet this far from the market's price, as a fraction.</param>
/// <param name="Size">Of its trades, against the typical one.</param>
internal sealed record TapeStyle(int Channel, double Spread, double Size);

/// <summary>All trades of one exchange, past and future, without storing any: a pure function of seed, time and what control has changed.</summary>
internal sealed class Tape(int seed, TapeStyle style, long step)
{
    private readonly Noise[] _noise = [.. SimulatedSymbol.All.Select((_, index) => new Noise(seed, index))];

    public Paces Paces { get; } = new(step);

    /// <summary>The id of the newest trade at a time in Unix microseconds.</summary>
    public long LastId(int symbol, long time)
    {
        var pace = Paces.AtTime(time);
        var id = pace.IdAt(time);
        return TimeOf(symbol, id, pace) <= time ? id : id - 1;
    }

    public PriceWalk Walk(int symbol) => new(seed, symbol, SimulatedSymbol.All[symbol]);

    public SimulatedTrade Trade(int symbol, long id) => Trade(symbol, id, Walk(symbol));

    public SimulatedTrade Trade(int symbol, long id, PriceWalk walk)
    {
        var pace = Paces.OfId(id);
        var (noise, details) = (_noise[symbol], SimulatedSymbol.All[symbol]);
        var time = TimeOf(symbol, id, pace);
        var bounce = noise.At(style.Channel, id);
        var size = noise.At(style.Channel + 1, id) + 1;
        return new SimulatedTrade(
            id,
            time,
            Units(walk.At(time) * (1 + style.Spread * bounce) * pace.Factor, details.Decimals),
            Math.Max(1, Units(details.Quantity * style.Size * (0.01 + size * size), details.Lot)),
            bounce < 0);
    }

    /// <summary>Where the market stands, as this exchange sees it and without the noise of single trades.</summary>
    public decimal Price(int symbol, long time)
    {
        var details = SimulatedSymbol.All[symbol];
        return details.PriceOf(Units(Walk(symbol).At(time) * Paces.AtTime(time).Factor, details.Decimals));
    }

    private static long Units(double value, byte digits) => (long)Math.Round(value * Powers[digits]);

    private static readonly double[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    // Somewhere within its step, so that symbols do not trade in unison.
    private long TimeOf(int symbol, long id, in Pace pace) =>
        pace.StartOf(id) + (long)((_noise[symbol].At(style.Channel + 2, id) + 1) / 2 * (pace.Step - 1));
}
