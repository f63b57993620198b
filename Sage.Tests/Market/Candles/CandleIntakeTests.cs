using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

public sealed class CandleIntakeTests
{
    private readonly BackfillSignal _missing = new();
    private readonly PendingCandles _pending;
    private readonly CandleIntake _intake;

    public CandleIntakeTests()
    {
        var options = MarketParts.Options(options => options.Candles.MaxPending = 100);
        _pending = new PendingCandles(options, MarketParts.Metrics());
        _intake = new CandleIntake(_pending, _missing, options, MarketParts.Symbols, MarketParts.Metrics(), new FakeTime(Noon.AddMinutes(5)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_running_minute_takes_one_place_with_its_newest_state()
    {
        for (var i = 1; i <= 50; i++)
        {
            _intake.Add(Kline(Noon, price: 100 + i, trades: i));
        }

        Assert.Equal((150m, 50L), (_pending.Take(10).Single().Close, 50L));
    }

    [Fact]
    public void What_is_written_meanwhile_and_comes_back_does_not_replace_what_is_newer()
    {
        _intake.Add(Kline(Noon, trades: 10));
        var failed = _pending.Take(10);
        _intake.Add(Kline(Noon, trades: 20, closed: true));
        _pending.Return(failed);

        Assert.True(Assert.Single(_pending.Take(10)).Closed);
    }

    [Fact]
    public void Trades_of_another_source_make_an_estimate_that_the_exchange_overwrites()
    {
        Trade(1, 100, 0, 2);
        Trade(2, 105, 10, 1);
        Trade(3, 95, 20, 1);

        var estimate = Assert.Single(_pending.Take(10));
        Assert.Equal((100m, 105m, 95m, 95m, 4m, 400m, 3L), (estimate.Open, estimate.High, estimate.Low, estimate.Close, estimate.Volume, estimate.QuoteVolume, estimate.Trades));
        Assert.Equal((FeedSource.GateIo, false), (estimate.Source, estimate.Closed));

        _intake.Add(Kline(Noon, trades: 2));
        Assert.Equal(FeedSource.Binance, Assert.Single(_pending.Take(10)).Source);
    }

    [Fact]
    public void An_estimate_goes_on_from_what_the_exchange_had_told_and_after_its_batch_was_taken()
    {
        _intake.Add(Kline(Noon, price: 102, trades: 10));
        _pending.Take(10);
        Trade(1, 110, 30, 1);
        _pending.Take(10);
        Trade(2, 90, 40, 1);

        var estimate = Assert.Single(_pending.Take(10));
        Assert.Equal((100m, 110m, 90m, 90m, 3m, 12L), (estimate.Open, estimate.High, estimate.Low, estimate.Close, estimate.Volume, estimate.Trades));
    }

    [Fact]
    public void A_minute_that_the_exchange_has_closed_takes_no_estimates_any_more()
    {
        _intake.Add(Kline(Noon, closed: true));
        _intake.Add(Kline(Noon.AddMinutes(1)));
        _pending.Take(10);
        Trade(1, 500, 59, 1);

        Assert.Empty(_pending.Take(10));
    }

    [Fact]
    public void A_trade_that_comes_again_counts_once_and_late_into_the_minute_before()
    {
        Trade(1, 100, 59, 1);
        Trade(3, 101, 61, 1);
        Trade(3, 101, 61, 1);
        Trade(4, 102, 59, 1);

        Assert.Equal([(Noon, 2L), (Noon.AddMinutes(1), 1L)], _pending.Take(10).Select(kline => (DateTimeOffset.FromUnixTimeMilliseconds(kline.OpenTime), kline.Trades)));
    }

    [Fact]
    public void A_trade_with_an_impossible_id_does_not_silence_those_that_follow()
    {
        Trade(long.MaxValue, 100, 1, 1);
        Trade(11, 101, 2, 1);
        Trade(11, 101, 2, 1);

        Assert.Equal(2, Assert.Single(_pending.Take(10)).Trades);
    }

    [Fact]
    public void Trades_of_the_exchange_that_tells_klines_are_not_counted_a_second_time()
    {
        _intake.Add(MarketParts.Trade(1, 100, Noon));

        Assert.Equal(0, _pending.Count);
    }

    [Fact]
    public void What_cannot_be_right_is_left_out()
    {
        _intake.Add(Kline(Noon) with { High = 99 });
        _intake.Add(Kline(Noon) with { Low = 0, Open = 0 });
        _intake.Add(Kline(Noon) with { Volume = -1 });
        _intake.Add(Kline(Noon) with { OpenTime = Noon.ToUnixTimeMilliseconds() + 1 });
        _intake.Add(Kline(Noon.AddYears(5000)));
        _intake.Add(Kline(Noon.AddDays(-91)));
        Trade(1, 0, 0, 1);

        Assert.Equal(0, _pending.Count);
    }

    [Fact]
    public void Full_it_lets_the_oldest_minute_go_and_counts_it()
    {
        for (var minute = -103; minute < 0; minute++)
        {
            _intake.Add(Kline(Noon.AddMinutes(minute), closed: true));
        }

        Assert.Equal((100, 3L), (_pending.Count, _pending.Dropped));
        Assert.Equal(Noon.AddMinutes(-100).ToUnixTimeMilliseconds(), _pending.Take(1)[0].OpenTime);
    }

    [Fact]
    public async Task Minutes_that_follow_each_other_ask_for_nothing_and_a_gap_asks_the_exchange()
    {
        var time = new FakeTime();
        _intake.Add(Kline(Noon));
        _intake.Add(Kline(Noon, closed: true, trades: 11));
        _intake.Add(Kline(Noon.AddMinutes(1)));
        var asked = _missing.WaitAsync(TimeSpan.FromMinutes(1), time, Cancel);
        Assert.False(asked.IsCompleted);

        // The close of 12:01 was never told.
        _intake.Add(Kline(Noon.AddMinutes(2)));
        await asked.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    private void Trade(long id, decimal price, int second, decimal quantity) =>
        _intake.Add(MarketParts.Trade(id, price, Noon.AddSeconds(second), quantity, source: FeedSource.GateIo));
}
