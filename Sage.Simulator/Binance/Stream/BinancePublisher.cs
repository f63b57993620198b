using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Stream;

/// <summary>Lets the market happen: each trade at its time, the candles every second, each closed one after the last of its trades.</summary>
internal sealed class BinancePublisher(ExchangeSet exchanges) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    // After the machine has slept, trades of that time are left out rather than sent at once.
    private const long MaxCatchUp = 2 * Candles.Second;

    private readonly Exchange _binance = exchanges.Binance;
    private readonly SymbolStreams[] _symbols = [.. SimulatedSymbol.All.Select((symbol, index) => new SymbolStreams(symbol, exchanges.Binance.Tape.Walk(index)))];
    private readonly long[] _lastIds = new long[SimulatedSymbol.All.Count];
    private long _at;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Skip(_binance.Now());
        using var timer = new PeriodicTimer(Interval, _binance.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Advance(_binance.Now());
        }
    }

    private void Advance(long now)
    {
        if (now - _at > MaxCatchUp)
        {
            Skip(now - MaxCatchUp);
        }

        for (var second = (_at / Candles.Second + 1) * Candles.Second; second <= now; second += Candles.Second)
        {
            PublishTrades(second - 1);
            PublishKlines(second);
            _at = second;
        }

        PublishTrades(now);
        _at = Math.Max(_at, now);
    }

    private void Skip(long to)
    {
        _at = to;
        for (var symbol = 0; symbol < _lastIds.Length; symbol++)
        {
            _lastIds[symbol] = Math.Max(_lastIds[symbol], _binance.Tape.LastId(symbol, to));
        }
    }

    private void PublishTrades(long until)
    {
        for (var symbol = 0; symbol < _lastIds.Length; symbol++)
        {
            var streams = _symbols[symbol];
            var last = _binance.Tape.LastId(symbol, until);
            for (var id = _lastIds[symbol] + 1; id <= last; id++)
            {
                var news = new News(streams.Symbol, _binance.Tape.Trade(symbol, id, streams.Walk), _binance.Now());
                _binance.Publish(streams.Trade, news, static (news, unit) => BinanceFrames.Trade(news.Symbol, news.Trade, news.Now, unit));
                _binance.Publish(streams.AggregateTrade, news, static (news, unit) => BinanceFrames.AggregateTrade(news.Symbol, news.Trade, news.Now, unit));
            }

            _lastIds[symbol] = Math.Max(_lastIds[symbol], last);
        }
    }

    /// <summary>Running candles every second for 1s, every other second for the longer ones, and each closed one at its end.</summary>
    private void PublishKlines(long second)
    {
        foreach (var (zone, suffix) in BinanceZones.All)
        {
            for (var i = 0; i < BinanceInterval.All.Count; i++)
            {
                var interval = BinanceInterval.All[i];
                var closed = interval.StartOf(second, zone) == second;
                if (closed || second / Candles.Second % 2 == 0)
                {
                    PublishKlines(interval, suffix, zone, second, closed);
                }
            }
        }
    }

    private void PublishKlines(BinanceInterval interval, string suffix, long zone, long second, bool closed)
    {
        for (var symbol = 0; symbol < _symbols.Length; symbol++)
        {
            _binance.Publish($"{_symbols[symbol].Name}@kline_{interval.Name}{suffix}", (_binance, symbol, interval, zone, second, closed), static (news, unit) =>
            {
                var start = news.interval.StartOf(news.second - 1, news.zone);
                var end = news.interval.EndOf(start, news.zone);
                var candle = news._binance.Candles.Between(news.symbol, Math.Max(start, Candles.Oldest(news.second)), news.second, news.second - 1);
                return BinanceFrames.Kline(SimulatedSymbol.All[news.symbol], candle, news.interval, start, end, news.closed, Math.Max(news._binance.Now(), news.second), unit);
            });
        }
    }

    private readonly record struct News(SimulatedSymbol Symbol, SimulatedTrade Trade, long Now);

    private sealed class SymbolStreams(SimulatedSymbol symbol, PriceWalk walk)
    {
        public SimulatedSymbol Symbol => symbol;

        public PriceWalk Walk => walk;

        public string Name { get; } = symbol.Name.ToLowerInvariant();

        public string Trade { get; } = symbol.Name.ToLowerInvariant() + "@trade";

        public string AggregateTrade { get; } = symbol.Name.ToLowerInvariant() + "@aggTrade";
    }
}
