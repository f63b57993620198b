using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Simulator;
using Sage.Simulator.Binance;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Tests.Simulator;

public sealed class SimulatedMarketTests
{
    private static readonly long Noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;
    private static readonly int Symbols = SimulatedSymbol.All.Count;

    [Fact]
    public void The_same_seed_and_time_give_the_same_market_and_another_seed_another()
    {
        var id = Binance(seed: 1).Tape.LastId(0, Noon);

        Assert.Equal(Binance(seed: 1).Tape.Trade(0, id), Binance(seed: 1).Tape.Trade(0, id));
        Assert.NotEqual(Binance(seed: 1).Tape.Trade(0, id).Price, Binance(seed: 2).Tape.Trade(0, id).Price);
        Assert.Equal(Binance(seed: 1).Candles.LastDay(3, Noon), Binance(seed: 1).Candles.LastDay(3, Noon));
    }

    [Fact]
    public void Trades_follow_each_other_in_time_and_id_without_gaps()
    {
        var tape = Binance(seed: 1).Tape;
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            var id = tape.LastId(symbol, Noon);
            Assert.True(tape.Trade(symbol, id).Time <= Noon);
            Assert.True(tape.Trade(symbol, id + 1).Time > Noon);
            for (var i = 0; i < 100; i++)
            {
                Assert.True(tape.Trade(symbol, id + i).Time < tape.Trade(symbol, id + i + 1).Time);
            }
        }
    }

    [Fact]
    public void Prices_move_like_prices()
    {
        var tape = Binance(seed: 1).Tape;
        var id = tape.LastId(0, Noon);
        var prices = Enumerable.Range(0, 3000).Select(i => tape.Trade(0, id + i).Price / 100m).ToList();

        Assert.True(prices.Distinct().Count() > 2000);
        Assert.All(prices.Zip(prices.Skip(1)), pair => Assert.True(Math.Abs(pair.First / pair.Second - 1) < 0.002m));
        Assert.All(prices, price => Assert.InRange(price, 64_000m * 0.7m, 64_000m * 1.4m));
    }

    [Fact]
    public void Both_exchanges_trade_the_same_market_within_their_spreads()
    {
        var exchanges = Create(seed: 1);
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            for (var second = 0; second < 60; second++)
            {
                var at = Noon + second * Candles.Second;
                var (one, other) = (exchanges.Binance.Tape, exchanges.GateIo.Tape);
                var (binance, gate) = (one.Trade(symbol, one.LastId(symbol, at)).Price, other.Trade(symbol, other.LastId(symbol, at)).Price);
                Assert.InRange((double)binance / gate, 0.997, 1.003);
            }
        }
    }

    [Fact]
    public void A_candle_is_exactly_the_sum_of_its_trades_however_it_was_asked_for()
    {
        var binance = Binance(seed: 1);
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            var trades = Trades(binance.Tape, symbol, Noon, Noon + Candles.Minute);
            var expected = trades.Select(trade => SimulatedCandle.Of(trade)).Aggregate((sum, next) => sum.Then(next));

            // Bit by bit while the minute runs, then as a closed one, and once more by an exchange that has never been asked.
            for (var now = Noon; now < Noon + Candles.Minute; now += 7 * Candles.Second)
            {
                binance.Candles.Between(symbol, Noon, Noon + Candles.Minute, now);
            }

            Assert.Equal(expected, binance.Candles.Between(symbol, Noon, Noon + Candles.Minute, Noon + Candles.Minute - 1));
            Assert.Equal(expected, binance.Candles.Between(symbol, Noon, Noon + Candles.Minute, Noon + Candles.Day));
            Assert.Equal(expected, Binance(seed: 1).Candles.Between(symbol, Noon, Noon + Candles.Minute, Noon + Candles.Day));
            Assert.Equal(trades.Count, expected.Trades);
        }
    }

    [Fact]
    public void Another_pace_and_price_leave_the_past_as_it_was_and_ids_without_a_gap()
    {
        var binance = Binance(seed: 1);
        var before = Trades(binance.Tape, 0, Noon - Candles.Minute, Noon);

        Assert.True(binance.Tape.Paces.Change(Noon, 1000, 1.05));
        Assert.True(binance.Tape.Paces.Change(Noon + 10 * Candles.Second, 200_000, 1));

        Assert.Equal(before, Trades(binance.Tape, 0, Noon - Candles.Minute, Noon));
        var after = Trades(binance.Tape, 0, Noon, Noon + Candles.Minute);
        Assert.InRange(after.Count, 10_000, 10_500);
        Assert.All(after.Zip(after.Skip(1)), pair => Assert.True(pair.First.Id + 1 == pair.Second.Id && pair.First.Time <= pair.Second.Time));
        Assert.InRange((double)after[5000].Price / before[^1].Price, 1.04, 1.06);
        Assert.Equal(after.Count, binance.Candles.Between(0, Noon, Noon + Candles.Minute, Noon + Candles.Day).Trades);
    }

    [Fact]
    public void A_span_without_a_trade_stands_still_at_the_price_before_it()
    {
        var binance = Binance(seed: 1);
        Assert.True(binance.Tape.Paces.Change(Noon, 10 * Candles.Minute, 1));
        var last = binance.Tape.Trade(0, binance.Tape.LastId(0, Noon + Candles.Minute));
        var minute = (last.Time / Candles.Minute + 1) * Candles.Minute;
        Assert.True(binance.Tape.Trade(0, last.Id + 1).Time > minute + Candles.Minute, "The seed puts a trade where the test needs none.");

        Assert.Equal(SimulatedCandle.Still(last.Price), binance.Candles.Between(0, minute, minute + Candles.Minute, Noon + Candles.Day));
    }

    [Fact]
    public void The_day_holds_its_own_open_and_close()
    {
        for (var symbol = 0; symbol < 2; symbol++)
        {
            var day = BinanceDay.Of(Binance(seed: 1), symbol, Noon);
            Assert.True(day.Low <= Math.Min(day.Open, day.Last) && day.High >= Math.Max(day.Open, day.Last) && day.Volume > 0 && day.Bid < day.Ask);
        }
    }

    [Fact]
    public void What_the_simulator_says_the_parser_of_the_api_understands()
    {
        var binance = Binance(seed: 1);
        var symbols = new MarketSymbols([.. SimulatedSymbol.All.Select(symbol => symbol.Name)]);
        for (var i = 0; i < Symbols; i++)
        {
            var symbol = SimulatedSymbol.All[i];
            var trade = binance.Tape.Trade(i, binance.Tape.LastId(i, Noon));
            var frame = BinanceFrames.Combined("x@trade", BinanceFrames.Trade(symbol, trade, Noon, default));
            Assert.Equal(FrameOutcome.Accepted, BinanceParser.Parse(frame, symbols, out var parsed, out _));
            Assert.Equal((i, trade.Id, symbol.PriceOf(trade.Price), symbol.QuantityOf(trade.Quantity), trade.Time / 1000), (parsed.Symbol, parsed.TradeId, parsed.Price, parsed.Quantity, parsed.ExchangeTime));

            var candle = binance.Candles.Between(i, Noon, Noon + Candles.Minute, Noon + Candles.Day);
            Assert.Equal(FrameOutcome.AcceptedKline, BinanceParser.Parse(BinanceFrames.Kline(symbol, candle, BinanceInterval.Find("1m")!, Noon, Noon + Candles.Minute, closed: true, Noon, default), symbols, out _, out var kline));
            Assert.Equal((i, Noon / 1000, symbol.PriceOf(candle.High), symbol.QuoteOf(candle.Quote), candle.Trades, true), (kline.Symbol, kline.OpenTime, kline.High, kline.QuoteVolume, kline.Trades, kline.Closed));

            var day = BinanceDay.Of(binance, i, Noon);
            foreach (var ticker in new[] { BinanceFrames.MiniTicker(symbol, binance.Candles.LastDay(i, Noon), Noon, default), BinanceFrames.Ticker(symbol, day, Noon, default) })
            {
                Assert.Equal(FrameOutcome.Accepted, BinanceParser.Parse(ticker, symbols, out parsed, out _));
                Assert.Equal((i, day.Last, day.Open), (parsed.Symbol, parsed.Price, parsed.Day!.Value.Open));
            }
        }

        Assert.Equal(FrameOutcome.Shutdown, BinanceParser.Parse(BinanceFrames.ServerShutdown(Noon, combined: false, default), symbols, out _, out _));
        Assert.Equal(FrameOutcome.Shutdown, BinanceParser.Parse(BinanceFrames.ServerShutdown(Noon, combined: true, default), symbols, out _, out _));
    }

    private static List<SimulatedTrade> Trades(Tape tape, int symbol, long from, long to)
    {
        var (first, last) = (tape.LastId(symbol, from - 1) + 1, tape.LastId(symbol, to - 1));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => tape.Trade(symbol, first + i))];
    }

    private static Exchange Binance(int seed) => Create(seed).Binance;

    private static ExchangeSet Create(int seed) => new(Microsoft.Extensions.Options.Options.Create(new SimulatorOptions { Seed = seed }), TimeProvider.System);
}
