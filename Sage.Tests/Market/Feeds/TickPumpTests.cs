using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Selection;
using Sage.Api.Market.Lease;
using Sage.Api.Market.Prices;

namespace Sage.Tests.Market.Feeds;

/// <summary>From the queue to the board: which source counts, and what is not believed.</summary>
public sealed class TickPumpTests
{
    private readonly FakeTime _time = new();
    private readonly FeedStatuses _statuses;
    private readonly TickQueue _queue;
    private readonly PriceBoard _board;
    private readonly DisagreementWatch _watch;
    private readonly TickPump _pump;
    private readonly LeaseTerm _term = new(1);
    private long _id;

    public TickPumpTests()
    {
        var (options, metrics) = (MarketParts.Options(), MarketParts.Metrics());
        var latest = new LatestTicks(MarketParts.Symbols);
        _statuses = MarketParts.Statuses(_time);
        _queue = new TickQueue(options, metrics);
        _board = new PriceBoard(MarketParts.Symbols, options, _time);
        _watch = new DisagreementWatch(MarketParts.Symbols, latest, metrics, options, _time, NullLogger<DisagreementWatch>.Instance);
        _pump = new TickPump(
            _queue,
            new FeedSelector(_statuses, latest, metrics, options, _time, NullLogger<FeedSelector>.Instance),
            new TickFilter(MarketParts.Symbols, latest, options),
            latest,
            _watch,
            _board,
            new CandleIntake(new PendingCandles(options, metrics), new BackfillSignal(), options, MarketParts.Symbols, metrics, _time),
            MarketParts.Symbols,
            metrics);
        _pump.Begin();
    }

    [Fact]
    public void Binance_counts_while_it_speaks()
    {
        Say(FeedSource.GateIo, 100);
        Assert.Null(Shown());

        Say(FeedSource.Binance, 101);
        Say(FeedSource.GateIo, 100);

        Assert.Equal((101m, FeedSource.Binance), Shown());
    }

    [Fact]
    public void Gate_io_takes_over_after_5_seconds_of_silence_with_what_it_has_said_meanwhile()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.Binance, 10, symbol: 1);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Say(FeedSource.GateIo, 10.05m, symbol: 1);
        Say(FeedSource.GateIo, 100.1m);
        Assert.Equal((100m, FeedSource.Binance), Shown());

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Say(FeedSource.GateIo, 100.2m);

        Assert.Equal((100.2m, FeedSource.GateIo), Shown());
        Assert.Equal((10.05m, FeedSource.GateIo), Shown(symbol: 1));
        Assert.Equal(FeedSource.GateIo, _statuses.Active);
    }

    [Fact]
    public void A_refusal_is_not_waited_for()
    {
        Say(FeedSource.Binance, 100);
        _statuses[FeedSource.Binance].Left(new Disconnect(DisconnectReason.Restricted, "451", TimeSpan.Zero));

        Say(FeedSource.GateIo, 100.1m);

        Assert.Equal((100.1m, FeedSource.GateIo), Shown());
    }

    [Fact]
    public void Back_to_Binance_only_after_it_has_been_healthy_for_10_seconds()
    {
        Say(FeedSource.Binance, 100);
        _time.Advance(TimeSpan.FromSeconds(5));
        Say(FeedSource.GateIo, 100.1m);

        for (var second = 0; second < 10; second++)
        {
            Say(FeedSource.Binance, 100.2m);
            Say(FeedSource.GateIo, 100.3m);
            Assert.Equal(FeedSource.GateIo, Shown()?.Source);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Say(FeedSource.Binance, 100.4m);
        Assert.Equal((100.4m, FeedSource.Binance), Shown());
    }

    [Fact]
    public void A_source_that_stutters_is_not_returned_to()
    {
        Say(FeedSource.Binance, 100);
        _time.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 6; i++)
        {
            Say(FeedSource.GateIo, 100.1m);
            Say(FeedSource.Binance, 100.2m);
            _time.Advance(TimeSpan.FromSeconds(3));
            Say(FeedSource.GateIo, 100.1m);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        Say(FeedSource.GateIo, 100.1m);
        Assert.Equal(FeedSource.GateIo, Shown()?.Source);
    }

    [Fact]
    public void CoinGecko_comes_last_and_tells_no_more_than_it_knows()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.GateIo, 100);
        _time.Advance(TimeSpan.FromSeconds(6));
        Say(FeedSource.CoinGecko, 100.5m, kind: MarketEventKind.Ticker);

        Assert.Equal((100.5m, FeedSource.CoinGecko), Shown());
        Assert.Null(_board.Get(0)!.Quote.Day);
    }

    [Fact]
    public void A_trade_that_comes_twice_or_late_changes_nothing()
    {
        Say(FeedSource.Binance, 100, id: 10);
        Say(FeedSource.Binance, 101, id: 10);
        Say(FeedSource.Binance, 102, id: 9);

        Assert.Equal(100m, Shown()?.Price);
    }

    [Fact]
    public void A_trade_with_an_impossible_id_does_not_silence_those_that_follow()
    {
        Say(FeedSource.Binance, 100, id: long.MaxValue);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Say(FeedSource.Binance, 101, id: 11);
        Say(FeedSource.Binance, 102, id: 10);

        Assert.Equal(101m, Shown()?.Price);
    }

    [Fact]
    public void Sources_are_apart_no_longer_when_one_of_them_is_gone()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.GateIo, 102);
        Assert.Equal(1, _watch.Count);

        _time.Advance(TimeSpan.FromSeconds(6));
        Say(FeedSource.Binance, 100.5m);
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public void A_price_that_jumps_and_falls_back_was_never_shown()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.Binance, 1);
        Assert.Equal(100m, Shown()?.Price);
        Say(FeedSource.Binance, 101);

        Assert.Equal(101m, Shown()?.Price);
    }

    [Fact]
    public void A_price_that_jumps_and_stays_is_believed_at_the_third_tick()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.Binance, 60);
        Say(FeedSource.Binance, 61);
        Assert.Equal(100m, Shown()?.Price);
        Say(FeedSource.Binance, 60.5m);

        Assert.Equal(60.5m, Shown()?.Price);
    }

    [Fact]
    public void A_jump_that_another_source_has_seen_is_believed_at_once()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.GateIo, 60);
        Say(FeedSource.Binance, 61);

        Assert.Equal(61m, Shown()?.Price);
    }

    [Fact]
    public void Sources_more_than_1_percent_apart_are_noticed_once_and_until_they_agree()
    {
        Say(FeedSource.Binance, 100);
        Say(FeedSource.GateIo, 101);
        Assert.Equal(0, _watch.Count);
        Say(FeedSource.GateIo, 101.01m);
        Assert.Equal(1, _watch.Count);
        Say(FeedSource.GateIo, 101.5m);
        Assert.Equal(1, _watch.Count);
        Say(FeedSource.Binance, 101.2m);
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public void A_symbol_that_Binance_leaves_out_is_told_by_Gate_io_until_Binance_speaks_of_it_again()
    {
        Say(FeedSource.Binance, 10, symbol: 1);
        for (var second = 0; second < 15; second++)
        {
            Say(FeedSource.Binance, 100);
            Say(FeedSource.GateIo, 10.1m, symbol: 1);
            Assert.Equal((10m, FeedSource.Binance), Shown(symbol: 1));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Say(FeedSource.Binance, 100);
        Say(FeedSource.GateIo, 10.2m, symbol: 1);
        Say(FeedSource.GateIo, 100.2m);
        Assert.Equal((10.2m, FeedSource.GateIo), Shown(symbol: 1));
        Assert.Equal((100m, FeedSource.Binance), Shown());

        Say(FeedSource.Binance, 10.3m, symbol: 1);
        Say(FeedSource.GateIo, 10.4m, symbol: 1);
        Assert.Equal((10.3m, FeedSource.Binance), Shown(symbol: 1));
    }

    [Fact]
    public void With_nobody_left_the_last_price_stays_and_becomes_stale()
    {
        Say(FeedSource.Binance, 100);
        _time.Advance(TimeSpan.FromSeconds(16));

        Assert.True(_board.MarkStale());
        Assert.Equal((100m, true), (Shown()?.Price, _board.Get(0)!.Stale));
    }

    [Fact]
    public async Task What_was_read_before_the_end_of_a_term_still_counts()
    {
        _statuses[FeedSource.Binance].Price(0);
        _queue.Add(MarketParts.Trade(1_000, 101, _time.GetUtcNow()));
        await _pump.LeadAsync(_term, new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        Assert.Equal(101m, Shown()?.Price);
        Assert.Null(_statuses.Active);
    }

    private (decimal Price, FeedSource Source)? Shown(int symbol = 0) => _board.Get(symbol)?.Quote is { } quote ? (quote.Price, quote.Source) : null;

    private void Say(FeedSource source, decimal price, int symbol = 0, long? id = null, MarketEventKind kind = MarketEventKind.Trade)
    {
        // As time passes between any two ticks.
        _time.Advance(TimeSpan.FromTicks(1));
        if (_statuses[source].Current.State == FeedState.Off)
        {
            _statuses[source].Enter(FeedState.Live);
        }

        _statuses[source].Price(0);
        _queue.Add(kind == MarketEventKind.Trade
            ? MarketParts.Trade(id ?? ++_id, price, _time.GetUtcNow(), symbol: symbol, source: source)
            : new MarketEvent { Kind = kind, Source = source, Symbol = symbol, Price = price, ExchangeTime = _time.GetUtcNow().ToUnixTimeMilliseconds(), ReceivedAt = _time.GetUtcNow().ToUnixTimeMilliseconds() });
        _pump.Drain(_term);
    }
}
