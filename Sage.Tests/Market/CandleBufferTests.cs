using Sage.Api.Market.Candles;

namespace Sage.Tests.Market;

public sealed class CandleBufferTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Trades_of_a_minute_become_one_candle()
    {
        var buffer = Create();
        Add(buffer, 1, 100, Noon, 0.5m);
        Add(buffer, 2, 103, Noon.AddSeconds(10), 0.25m);
        Add(buffer, 3, 99, Noon.AddSeconds(20), 1);
        Add(buffer, 4, 101, Noon.AddSeconds(59.999), 0.000_000_01m);

        var candle = Assert.Single(buffer.Take(10));

        Assert.Equal(("BTCUSDT", Noon), (candle.Symbol, candle.OpenTime));
        Assert.Equal((100m, 103m, 99m, 101m), (candle.Open, candle.High, candle.Low, candle.Close));
        Assert.Equal(1.750_000_01m, candle.Volume);
        Assert.Equal((4, 1, 4), (candle.Trades, candle.FirstTradeId, candle.LastTradeId));
    }

    [Fact]
    public void The_next_minute_and_another_symbol_are_other_candles_oldest_first()
    {
        var buffer = Create();
        Add(buffer, 1, 100, Noon.AddMinutes(1));
        buffer.Add(MarketParts.Trade(1, 7, Noon, symbol: 1));
        Add(buffer, 2, 101, Noon.AddMinutes(2));

        Assert.Equal(
            [("ETHUSDT", Noon), ("BTCUSDT", Noon.AddMinutes(1)), ("BTCUSDT", Noon.AddMinutes(2))],
            buffer.Take(10).Select(candle => (candle.Symbol, candle.OpenTime)));
    }

    [Fact]
    public void A_trade_that_comes_again_or_late_counts_once()
    {
        var buffer = Create();

        Assert.True(Add(buffer, 5, 100, Noon));
        Assert.False(Add(buffer, 5, 100, Noon));
        Assert.False(Add(buffer, 4, 90, Noon));
        Assert.True(buffer.Add(MarketParts.Trade(4, 90, Noon, symbol: 1)));

        Assert.Equal([1L, 1L], buffer.Take(10).Select(candle => candle.Trades));
    }

    [Fact]
    public void What_comes_after_a_batch_was_taken_is_an_addition_of_its_own()
    {
        var buffer = Create();
        Add(buffer, 1, 100, Noon, 2);
        var first = Assert.Single(buffer.Take(10));
        Add(buffer, 2, 105, Noon.AddSeconds(1), 3);
        var second = Assert.Single(buffer.Take(10));

        Assert.Equal((2m, 3m), (first.Volume, second.Volume));
        Assert.Equal((1L, 2L), (first.LastTradeId, second.FirstTradeId));
        Assert.Equal(105m, second.Open);
    }

    [Fact]
    public void Full_it_lets_the_oldest_minute_go_and_counts_it()
    {
        var buffer = Create(capacity: 100);
        for (var minute = 0; minute < 103; minute++)
        {
            Add(buffer, minute, 100, Noon.AddMinutes(minute));
        }

        Assert.Equal((100, 3L), (buffer.Count, buffer.Dropped));
        Assert.Equal(Noon.AddMinutes(3), buffer.Take(1)[0].OpenTime);
    }

    private static CandleBuffer Create(int capacity = 1000) =>
        new(MarketParts.Symbols, MarketParts.Options(options => options.MaxPendingCandles = capacity), MarketParts.Metrics());

    private static bool Add(CandleBuffer buffer, long id, decimal price, DateTimeOffset at, decimal quantity = 1) =>
        buffer.Add(MarketParts.Trade(id, price, at, quantity));
}
