using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.Selection;
using Sage.Api.Market.Lease;
using Sage.Api.Market.Prices;

namespace Sage.Tests.Market;

/// <summary>From the frame to the board of this and of another process, with clocks that are a minute off.</summary>
public sealed class WrongClockTests
{
    private readonly FakeTime _time = new();
    private long _id;

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public void Live_prices_are_live_and_become_stale_after_15_seconds(int seconds)
    {
        _time.Wrong = TimeSpan.FromSeconds(seconds);
        var process = new Reader(_time);
        for (var second = 0; second < 30; second++)
        {
            process.Read(Trade(second));
            Assert.False(process.Board.MarkStale());
            Assert.Equal((second + 100m, false), (process.Shown.Quote.Price, process.Shown.Stale));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromSeconds(13.9));
        Assert.False(process.Board.MarkStale());
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(process.Board.MarkStale());
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public void A_price_that_was_held_up_is_stale_and_no_sign_of_health(int seconds)
    {
        _time.Wrong = TimeSpan.FromSeconds(seconds);
        var process = new Reader(_time);
        for (var i = 0; i < 5; i++)
        {
            process.Read(Trade(i));
        }

        var held = Trade(9);
        _time.Advance(TimeSpan.FromSeconds(16));
        process.Read(held);

        Assert.True(process.Shown.Stale);
        Assert.False(process.Statuses[FeedSource.Binance].IsHealthy);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public void A_ticker_that_comes_after_a_later_trade_does_not_replace_its_price(int seconds)
    {
        _time.Wrong = TimeSpan.FromSeconds(seconds);
        var process = new Reader(_time);
        var earlier = $$"""{"e":"24hrMiniTicker","E":{{ExchangeNow}},"s":"BTCUSDT","c":"90","o":"80","h":"95","l":"70","v":"1"}""";
        _time.Advance(TimeSpan.FromMilliseconds(500));
        process.Read(Trade(0));
        process.Read(earlier);

        Assert.Equal((100m, 80m), (process.Shown.Quote.Price, process.Shown.Quote.Day!.Value.Open));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public void Another_process_goes_on_from_the_age_not_from_the_clock(int seconds)
    {
        var leader = new Reader(_time);
        leader.Read(Trade(0));
        _time.Advance(TimeSpan.FromSeconds(10));
        var shared = leader.Shown.Quote with { Age = leader.Shown.Age(_time) };

        _time.Wrong = TimeSpan.FromSeconds(seconds);
        var follower = new Reader(_time);
        Assert.True(follower.Board.Apply(shared));
        Assert.False(follower.Shown.Stale);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(follower.Board.MarkStale());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(follower.Board.MarkStale());

        // It takes over; what it reads itself counts at once, whatever the other clock said.
        follower.Read(Trade(1), token: 2);
        Assert.Equal((101m, false), (follower.Shown.Quote.Price, follower.Shown.Stale));
    }

    [Fact]
    public void A_machine_that_slept_shows_nothing_as_live()
    {
        var process = new Reader(_time);
        process.Read(Trade(0));

        // The counter stood still meanwhile.
        _time.Wrong = TimeSpan.FromHours(1);
        Assert.True(process.Board.MarkStale());
    }

    [Fact]
    public void Simulated_prices_of_another_process_are_not_taken_for_real_ones()
    {
        var process = new Reader(_time);
        process.Read(Trade(0));

        Assert.False(process.Board.Apply(process.Shown.Quote with { Simulated = true, Price = 1, Token = 9 }));
        Assert.False(process.Board.Apply(process.Shown.Quote with { Price = 0, Token = 9 }));
        Assert.False(process.Board.Apply(process.Shown.Quote with { Price = -1, Token = 9 }));
    }

    // The exchange's clock is right.
    private long ExchangeNow => (_time.GetUtcNow() - _time.Wrong).ToUnixTimeMilliseconds();

    private string Trade(int more) =>
        $$"""{"e":"trade","E":{{ExchangeNow}},"s":"BTCUSDT","t":{{++_id}},"p":"{{100 + more}}","q":"1","T":{{ExchangeNow}},"m":true,"M":true}""";

    private sealed class Reader
    {
        private readonly BinanceProtocol _protocol;
        private readonly TickPump _pump;

        public Reader(FakeTime time)
        {
            var (options, metrics, latest) = (MarketParts.Options(), MarketParts.Metrics(), new LatestTicks(MarketParts.Symbols));
            Statuses = MarketParts.Statuses(time);
            Statuses[FeedSource.Binance].Enter(FeedState.Live);
            var queue = new TickQueue(options, metrics);
            Board = new PriceBoard(MarketParts.Symbols, options, time);
            _protocol = new BinanceProtocol(MarketParts.Symbols, new ExchangeClock(time), queue, Statuses, metrics, options, time, NullLogger<BinanceProtocol>.Instance);
            _pump = new TickPump(
                queue,
                new FeedSelector(Statuses, latest, metrics, options, time, NullLogger<FeedSelector>.Instance),
                new TickFilter(MarketParts.Symbols, latest, options),
                latest,
                new DisagreementWatch(MarketParts.Symbols, latest, metrics, options, time, NullLogger<DisagreementWatch>.Instance),
                Board,
                new CandleIntake(new PendingCandles(options, metrics), new BackfillSignal(), options, MarketParts.Symbols, metrics, time),
                MarketParts.Symbols,
                metrics);
            _pump.Begin();
        }

        public FeedStatuses Statuses { get; }

        public PriceBoard Board { get; }

        public PriceEntry Shown => Board.Get(0)!;

        public void Read(string frame, long token = 1)
        {
            _protocol.Handle(Encoding.UTF8.GetBytes(frame));
            _pump.Drain(new LeaseTerm(token));
        }
    }
}
