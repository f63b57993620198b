using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.GateIo;

/// <summary>Each trade at its time; the statistics of 24 hours every second, apart from the trades as the first ones take a moment.</summary>
internal sealed class GateIoPublisher(ExchangeSet exchanges) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TickerInterval = TimeSpan.FromSeconds(1);

    // After the machine has slept, trades of that time are left out rather than sent at once.
    private const long MaxCatchUp = 2 * Candles.Second;

    private readonly Exchange _gate = exchanges.GateIo;
    private readonly PriceWalk[] _walks = [.. SimulatedSymbol.All.Select((_, index) => exchanges.GateIo.Tape.Walk(index))];
    private readonly long[] _lastIds = new long[SimulatedSymbol.All.Count];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TradeAsync(stoppingToken), TickAsync(stoppingToken));

    private async Task TradeAsync(CancellationToken cancellationToken)
    {
        Skip(_gate.Now());
        using var timer = new PeriodicTimer(Interval, _gate.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Skip(_gate.Now() - MaxCatchUp);
            for (var symbol = 0; symbol < _lastIds.Length; symbol++)
            {
                PublishTrades(symbol, _gate.Now());
            }
        }
    }

    private void Skip(long to)
    {
        for (var symbol = 0; symbol < _lastIds.Length; symbol++)
        {
            _lastIds[symbol] = Math.Max(_lastIds[symbol], _gate.Tape.LastId(symbol, to));
        }
    }

    private void PublishTrades(int index, long now)
    {
        var symbol = SimulatedSymbol.All[index];
        var last = _gate.Tape.LastId(index, now);
        for (var id = _lastIds[index] + 1; id <= last; id++)
        {
            byte[]? frame = null;
            foreach (var connection in Listeners("spot.trades", symbol.Pair))
            {
                connection.Send(frame ??= GateIoFrames.Trade(symbol, _gate.Tape.Trade(index, id, _walks[index]), now));
            }
        }

        _lastIds[index] = Math.Max(_lastIds[index], last);
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TickerInterval, _gate.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            for (var index = 0; index < SimulatedSymbol.All.Count; index++)
            {
                byte[]? frame = null;
                foreach (var connection in Listeners("spot.tickers", SimulatedSymbol.All[index].Pair))
                {
                    var now = _gate.Now();
                    connection.Send(frame ??= GateIoFrames.Ticker(GateIoDay.Of(_gate, index, now), now));
                }
            }
        }
    }

    private IEnumerable<GateIoConnection> Listeners(string channel, string pair) =>
        _gate.Connections.OfType<GateIoConnection>().Where(connection => connection.Wants(channel, pair));
}
