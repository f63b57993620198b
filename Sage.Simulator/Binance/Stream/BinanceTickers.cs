using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Stream;

/// <summary>The statistics of 24 hours, every second. Apart from the trades, as the first ones take a moment.</summary>
internal sealed class BinanceTickers(ExchangeSet exchanges) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Exchange _binance = exchanges.Binance;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _binance.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            for (var symbol = 0; symbol < SimulatedSymbol.All.Count && !stoppingToken.IsCancellationRequested; symbol++)
            {
                Publish(symbol, SimulatedSymbol.All[symbol].Name.ToLowerInvariant());
            }
        }
    }

    private void Publish(int symbol, string name)
    {
        var news = (_binance, symbol, now: _binance.Now());
        _binance.Publish(name + "@miniTicker", news, static (news, unit) =>
            BinanceFrames.MiniTicker(SimulatedSymbol.All[news.symbol], news._binance.Candles.LastDay(news.symbol, news.now), news.now, unit));
        _binance.Publish(name + "@ticker", news, static (news, unit) =>
            BinanceFrames.Ticker(SimulatedSymbol.All[news.symbol], BinanceDay.Of(news._binance, news.symbol, news.now), news.now, unit));
    }
}
