using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Models;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;

namespace Sage.Tests.Market;

public sealed class PriceBoardTests
{
    private const long Token = 7;

    private readonly FakeTime _time = new();
    private readonly PriceBoard _board;

    public PriceBoardTests() => _board = new PriceBoard(MarketParts.Symbols, MarketParts.Options(), _time);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void A_reader_gets_each_changed_symbol_once_with_its_newest_price()
    {
        for (var i = 1; i <= 1000; i++)
        {
            _board.Apply(MarketParts.Trade(i, i, Now), Token);
        }

        _board.Apply(MarketParts.Trade(1, 7, Now, symbol: 1), Token);
        var seen = new List<PriceEntry>();
        var next = _board.CollectSince(0, seen);
        Assert.Equal([1000m, 7m], seen.Select(entry => entry.Quote.Price));

        seen.Clear();
        Assert.Equal(next, _board.CollectSince(next, seen));
        Assert.Empty(seen);

        _board.Apply(MarketParts.Trade(2, 8, Now, symbol: 1), Token);
        _board.CollectSince(next, seen);
        Assert.Equal("ETHUSDT", Assert.Single(seen).Quote.Symbol);
    }

    [Fact]
    public void An_older_trade_never_replaces_a_newer_price()
    {
        Assert.True(_board.Apply(MarketParts.Trade(5, 100, Now), Token));

        Assert.False(_board.Apply(MarketParts.Trade(5, 101, Now), Token));
        Assert.False(_board.Apply(MarketParts.Trade(6, 102, Now.AddMilliseconds(-1)), Token));
        Assert.Equal(100m, _board.Get(0)!.Quote.Price);

        Assert.True(_board.Apply(MarketParts.Trade(6, 102, Now), Token));
        Assert.Equal(102m, _board.Get(0)!.Quote.Price);
    }

    [Fact]
    public void A_ticker_adds_the_day_and_the_trade_keeps_it()
    {
        _board.Apply(MarketParts.Trade(1, 100, Now), Token);
        _board.Apply(MarketParts.Ticker(101, Now.AddMilliseconds(1), open: 50), Token);
        _board.Apply(MarketParts.Trade(2, 75, Now.AddMilliseconds(2)), Token);

        var response = PriceResponse.From(_board.Get(0)!);

        Assert.Equal((75m, 50m), (response.Price, response.ChangePercent24h));
    }

    [Fact]
    public void A_price_that_is_not_renewed_becomes_stale_once_and_live_again()
    {
        _board.Apply(MarketParts.Trade(1, 100, Now), Token);
        Assert.False(_board.MarkStale());

        _time.Advance(TimeSpan.FromSeconds(16));
        Assert.True(_board.MarkStale());
        Assert.False(_board.MarkStale());
        Assert.True(_board.Get(0)!.Stale);
        Assert.Contains("\"stale\":true", Encoding.UTF8.GetString(_board.Get(0)!.Json), StringComparison.Ordinal);

        _board.Apply(MarketParts.Trade(2, 100, Now), Token);
        Assert.False(_board.Get(0)!.Stale);
    }

    [Fact]
    public void A_shared_price_counts_if_it_is_newer_and_its_own_echo_does_not()
    {
        _board.Apply(MarketParts.Trade(1, 100, Now), Token);
        var own = _board.Get(0)!;
        Assert.True(own.Local);

        Assert.False(_board.Apply(own.Quote));
        Assert.Same(own, _board.Get(0));

        Assert.True(_board.Apply(own.Quote with { Price = 101, Revision = own.Quote.Revision + 1 }));
        Assert.Equal((101m, false), (_board.Get(0)!.Quote.Price, _board.Get(0)!.Local));

        Assert.False(_board.Apply(own.Quote with { Token = Token - 1, Revision = long.MaxValue }));
        Assert.False(_board.Apply(own.Quote with { Symbol = "NOTOURS", Revision = long.MaxValue }));
    }

    [Fact]
    public void An_old_price_left_by_another_backend_is_stale_from_the_start()
    {
        _board.Apply(new PriceQuote { Symbol = "BTCUSDT", Price = 1, Source = FeedSource.Binance, ExchangeTime = 0, ReceivedAt = Now.ToUnixTimeMilliseconds(), Age = 240_000, Revision = 1 });

        Assert.True(_board.Get(0)!.Stale);
    }

    [Fact]
    public async Task Waiting_ends_with_a_change_that_is_announced_or_with_its_time()
    {
        var cancel = TestContext.Current.CancellationToken;
        var waiting = _board.WaitForChangeAsync(0, TimeSpan.FromSeconds(15), cancel);
        Assert.False(waiting.IsCompleted);

        _board.Apply(MarketParts.Trade(1, 100, Now), Token);
        _board.Announce();
        Assert.True(await waiting);
        Assert.True(await _board.WaitForChangeAsync(0, TimeSpan.FromSeconds(15), cancel));

        var idle = _board.WaitForChangeAsync(1, TimeSpan.FromSeconds(15), cancel);
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(await idle);
    }
}
