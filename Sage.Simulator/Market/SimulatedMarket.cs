using Microsoft.Extensions.Options;

namespace Sage.Simulator.Market;

/// <summary>A trade; ids rise by one per symbol for ever, also over restarts.</summary>
internal readonly record struct SimulatedTrade(long Id, long Time, decimal Price, decimal Quantity, bool BuyerIsMaker);

/// <summary>The 24 hours up to a moment.</summary>
internal readonly record struct SimulatedDay(decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal QuoteVolume, long FirstId, long LastId);

/// <summary>
/// The market as a pure function of seed and time. A random walk is the sum of waves of every length, each as high as the root of
/// its length: so the price of any moment, past or future, is known without walking there, and every exchange that is played
/// from it sees the same market.
/// </summary>
internal sealed class SimulatedMarket(IOptions<SimulatorOptions> options)
{
    private const double ShortestWaveSeconds = 2;
    private const int Waves = 18;
    private const double SecondsPerDay = 86_400;
    private const long MillisecondsPerDay = 86_400_000;
    private const int DaySamples = 96;

    // Buyers and sellers meet at slightly different prices.
    private const double Spread = 0.00003;

    private const int BounceChannel = 100;
    private const int QuantityChannel = 101;
    private const int TimeChannel = 102;

    public IReadOnlyList<SimulatedSymbol> Symbols { get; } = SimulatedSymbol.All;

    /// <summary>Milliseconds from one trade of a symbol to the next.</summary>
    public long Step { get; } = 1000 / options.Value.TradesPerSecond;

    /// <summary>The id of the newest trade at a time in Unix milliseconds.</summary>
    public long LastTradeId(int symbol, long time)
    {
        var id = time / Step;
        return Time(symbol, id) <= time ? id : id - 1;
    }

    public SimulatedTrade Trade(int symbol, long id)
    {
        var noise = new Noise(options.Value.Seed, symbol);
        var time = Time(symbol, id);
        var bounce = noise.At(BounceChannel, id);
        var size = noise.At(QuantityChannel, id);
        return new SimulatedTrade(
            id,
            time,
            Round(symbol, Value(symbol, time) * (1 + Spread * bounce)),
            decimal.Round((decimal)(Symbols[symbol].Quantity * (0.01 + (size + 1) * (size + 1))), 5),
            bounce < 0);
    }

    public SimulatedDay Day(int symbol, long time)
    {
        var last = LastTradeId(symbol, time);
        var first = LastTradeId(symbol, time - MillisecondsPerDay) + 1;
        var (open, close) = (Trade(symbol, first).Price, Trade(symbol, last).Price);
        var (high, low) = (Math.Max(open, close), Math.Min(open, close));
        for (var i = 1; i < DaySamples; i++)
        {
            // On a fixed grid, so that the extremes move only when they must.
            var sample = Round(symbol, Value(symbol, (time / (MillisecondsPerDay / DaySamples) - i) * (MillisecondsPerDay / DaySamples)));
            (high, low) = (Math.Max(high, sample), Math.Min(low, sample));
        }

        // The mean of (size + 1)² over -1 … 1 is 4/3.
        var volume = decimal.Round((decimal)(Symbols[symbol].Quantity * (0.01 + 4.0 / 3)) * (last - first + 1), 5);
        return new SimulatedDay(open, high, low, close, volume, decimal.Round(volume * (high + low) / 2, 8), first, last);
    }

    private double Value(int symbol, long time)
    {
        var noise = new Noise(options.Value.Seed, symbol);
        var seconds = time / 1000.0;
        var sum = 0.0;
        var length = ShortestWaveSeconds;
        for (var wave = 0; wave < Waves; wave++, length *= 2)
        {
            sum += noise.Smooth(wave, seconds / length) * Math.Sqrt(length / SecondsPerDay);
        }

        return Symbols[symbol].Price * Math.Exp(sum * Symbols[symbol].DailyVolatility);
    }

    // Somewhere within its step, so that symbols do not trade in unison.
    private long Time(int symbol, long id) =>
        id * Step + (long)((new Noise(options.Value.Seed, symbol).At(TimeChannel, id) + 1) / 2 * (Step - 1));

    private decimal Round(int symbol, double value) => decimal.Round((decimal)value, Symbols[symbol].Decimals);
}
