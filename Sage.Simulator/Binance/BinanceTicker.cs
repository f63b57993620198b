using Sage.Simulator.Control;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance;

/// <summary>Lets the market happen: each trade at its time, the 24-hour statistics every second.</summary>
internal sealed class BinanceTicker(SimulatedMarket market, BinanceSessions sessions, Faults faults, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    // After the machine has slept, trades of that time are left out rather than sent at once.
    private const long MaxCatchUpMilliseconds = 2_000;

    private readonly string[] _streams = [.. market.Symbols.Select(symbol => symbol.Name.ToLowerInvariant())];
    private readonly long[] _lastIds = new long[market.Symbols.Count];
    private long _lastSecond;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var now = Now();
        _lastSecond = now / 1000;
        for (var symbol = 0; symbol < _lastIds.Length; symbol++)
        {
            _lastIds[symbol] = market.LastTradeId(symbol, now);
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Advance(Now());
        }
    }

    private void Advance(long now)
    {
        // Trades happen during a stall too; they just do not arrive.
        var silent = faults.IsStalled;
        for (var symbol = 0; symbol < _lastIds.Length; symbol++)
        {
            var last = market.LastTradeId(symbol, now);
            for (var id = Math.Max(_lastIds[symbol], last - MaxCatchUpMilliseconds / market.Step) + 1; id <= last && !silent; id++)
            {
                var (current, trade) = (symbol, id);
                sessions.Publish(_streams[symbol] + "@trade", () => BinanceFrames.Trade(market.Symbols[current], market.Trade(current, trade), now));
            }

            _lastIds[symbol] = Math.Max(_lastIds[symbol], last);
        }

        if (now / 1000 > _lastSecond)
        {
            _lastSecond = now / 1000;
            if (!silent)
            {
                PublishTickers(now);
            }
        }
    }

    private void PublishTickers(long now)
    {
        for (var symbol = 0; symbol < _lastIds.Length; symbol++)
        {
            var current = symbol;
            sessions.Publish(_streams[symbol] + "@miniTicker", () => BinanceFrames.MiniTicker(market.Symbols[current], market.Day(current, now), now));
            sessions.Publish(_streams[symbol] + "@ticker", () => BinanceFrames.Ticker(market.Symbols[current], market.Day(current, now), now));
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
