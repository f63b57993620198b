using Microsoft.Extensions.Options;
using Sage.Simulator.Market;

namespace Sage.Simulator.Exchanges;

/// <summary>Every vendor, with one market behind them.</summary>
internal sealed class ExchangeSet
{
    // Gate.io's market is thinner than Binance's.
    private const int GateIoShare = 2;

    private readonly long _step;

    public ExchangeSet(IOptions<SimulatorOptions> options, TimeProvider time)
    {
        var seed = options.Value.Seed;
        _step = Candles.Second / options.Value.TradesPerSecond;
        Binance = new Exchange("binance", new Tape(seed, new TapeStyle(100, 0.00003, 1), _step), time);
        GateIo = new Exchange("gateio", new Tape(seed, new TapeStyle(200, 0.00008, 0.4), _step * GateIoShare), time);
        CoinGecko = new Exchange("coingecko", new Tape(seed, new TapeStyle(300, 0, 1), Candles.Minute), time);
        FearGreed = new Exchange("feargreed", new Tape(seed, new TapeStyle(400, 0, 1), Candles.Day), time);
        All = [Binance, GateIo, CoinGecko, FearGreed];
    }

    public Exchange Binance { get; }

    public Exchange GateIo { get; }

    public Exchange CoinGecko { get; }

    public Exchange FearGreed { get; }

    public IReadOnlyList<Exchange> All { get; }

    /// <summary>Those whose trades stream.</summary>
    public IReadOnlyList<Exchange> Streaming => [Binance, GateIo];

    /// <summary>Null: nobody has that name.</summary>
    public IReadOnlyList<Exchange>? Find(string? name) => name is null or "all"
        ? All
        : All.FirstOrDefault(exchange => exchange.Name == name) is { } one ? [one] : null;

    /// <summary>Microseconds between two trades of a symbol when nothing else has been asked for.</summary>
    public long UsualStep(Exchange exchange) => exchange == GateIo ? _step * GateIoShare : exchange.Tape.Paces.AtTime(0).Step;
}
