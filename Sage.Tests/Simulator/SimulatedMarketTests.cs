using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Simulator;
using Sage.Simulator.Binance;
using Sage.Simulator.Market;

namespace Sage.Tests.Simulator;

public sealed class SimulatedMarketTests
{
    private static readonly long Noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void The_same_seed_and_time_give_the_same_market_and_another_seed_another()
    {
        var id = Create(seed: 1).LastTradeId(0, Noon);

        Assert.Equal(Create(seed: 1).Trade(0, id), Create(seed: 1).Trade(0, id));
        Assert.NotEqual(Create(seed: 1).Trade(0, id).Price, Create(seed: 2).Trade(0, id).Price);
        Assert.Equal(Create(seed: 1).Day(3, Noon), Create(seed: 1).Day(3, Noon));
    }

    [Fact]
    public void Trades_follow_each_other_in_time_and_id_without_gaps()
    {
        var market = Create(seed: 1);
        for (var symbol = 0; symbol < market.Symbols.Count; symbol++)
        {
            var id = market.LastTradeId(symbol, Noon);
            Assert.True(market.Trade(symbol, id).Time <= Noon);
            Assert.True(market.Trade(symbol, id + 1).Time > Noon);
            for (var i = 0; i < 100; i++)
            {
                Assert.True(market.Trade(symbol, id + i).Time < market.Trade(symbol, id + i + 1).Time);
            }
        }
    }

    [Fact]
    public void Prices_move_like_prices()
    {
        var market = Create(seed: 1);
        var id = market.LastTradeId(0, Noon);
        var prices = Enumerable.Range(0, 3000).Select(i => market.Trade(0, id + i).Price).ToList();

        Assert.True(prices.Distinct().Count() > 2000);
        Assert.All(prices.Zip(prices.Skip(1)), pair => Assert.True(Math.Abs(pair.First / pair.Second - 1) < 0.002m));
        Assert.All(prices, price => Assert.InRange(price, 64_000m * 0.7m, 64_000m * 1.4m));
    }

    [Fact]
    public void The_day_holds_its_own_open_and_close()
    {
        var market = Create(seed: 1);
        for (var symbol = 0; symbol < market.Symbols.Count; symbol++)
        {
            var day = market.Day(symbol, Noon);
            Assert.True(day.Low <= Math.Min(day.Open, day.Close) && day.High >= Math.Max(day.Open, day.Close) && day.Volume > 0);
        }
    }

    [Fact]
    public void What_the_simulator_says_the_parser_of_the_api_understands()
    {
        var market = Create(seed: 1);
        var symbols = new MarketSymbols([.. market.Symbols.Select(symbol => symbol.Name)]);
        for (var i = 0; i < market.Symbols.Count; i++)
        {
            var trade = market.Trade(i, market.LastTradeId(i, Noon));
            var frame = BinanceFrames.Combined("x@trade", BinanceFrames.Trade(market.Symbols[i], trade, Noon));
            Assert.Equal(FrameOutcome.Accepted, BinanceParser.Parse(frame, symbols, out var parsed, out _));
            Assert.Equal((i, trade.Id, trade.Price, trade.Quantity, trade.Time), (parsed.Symbol, parsed.TradeId, parsed.Price, parsed.Quantity, parsed.ExchangeTime));

            var day = market.Day(i, Noon);
            foreach (var ticker in new[] { BinanceFrames.MiniTicker(market.Symbols[i], day, Noon), BinanceFrames.Ticker(market.Symbols[i], day, Noon) })
            {
                Assert.Equal(FrameOutcome.Accepted, BinanceParser.Parse(ticker, symbols, out parsed, out _));
                Assert.Equal((i, day.Close, day.Open), (parsed.Symbol, parsed.Price, parsed.Day!.Value.Open));
            }
        }

        Assert.Equal(FrameOutcome.Shutdown, BinanceParser.Parse(BinanceFrames.ServerShutdown(Noon), symbols, out _, out _));
        Assert.Contains("\"p\":\"", Encoding.UTF8.GetString(BinanceFrames.Trade(market.Symbols[0], market.Trade(0, 1), 1)), StringComparison.Ordinal);
    }

    private static SimulatedMarket Create(int seed) => new(Microsoft.Extensions.Options.Options.Create(new SimulatorOptions { Seed = seed }));
}
