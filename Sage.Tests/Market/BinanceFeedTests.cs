using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.Sessions;
using Sage.Api.Market.Lease;

namespace Sage.Tests.Market;

public sealed class BinanceFeedTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly ScriptedSockets _sockets = new();
    private readonly FeedStatus _status;
    private readonly TickQueue _queue;
    private readonly BinanceFeed _feed;
    private readonly CancellationTokenSource _ending = new();
    private Task _leading = Task.CompletedTask;

    public BinanceFeedTests()
    {
        var (options, metrics) = (MarketParts.Options(options => options.Binance.RenewAfter = TimeSpan.FromMinutes(10)), MarketParts.Metrics());
        var statuses = MarketParts.Statuses(_time);
        _status = statuses[FeedSource.Binance];
        _queue = new TickQueue(options, metrics);
        var protocol = new BinanceProtocol(MarketParts.Symbols, new ExchangeClock(_time), _queue, statuses, metrics, options, _time, NullLogger<BinanceProtocol>.Instance);
        _feed = new BinanceFeed(protocol, _sockets, new ConnectLimiter(_time), statuses, metrics, options, _time, NullLogger<BinanceFeed>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _leading = _feed.LeadAsync(new LeaseTerm(1), _ending.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _leading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    [Fact]
    public async Task A_trade_arrives_in_the_queue_also_in_fragments()
    {
        var socket = await _sockets.NextAsync(Cancel);
        var frame = Encoding.UTF8.GetBytes(Trade(1));
        socket.Send(frame[..20], end: false);
        socket.Send(frame[20..], end: true);

        await Until(() => _queue.Length == 1);
        Assert.True(_queue.TryTake(out MarketEvent tick));
        Assert.Equal(16578.5m, tick.Price);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), tick.ReceivedAt);
    }

    [Fact]
    public async Task A_malformed_frame_is_counted_and_the_next_one_read()
    {
        var socket = await _sockets.NextAsync(Cancel);
        socket.Send("{\"e\":\"trade\"");
        socket.Send(new string(' ', 300_000));
        socket.Send(Trade(1));

        await Until(() => _queue.Length == 1);
        Assert.Equal((2L, 1L, 0L), (_status.Malformed, _status.Accepted, _status.Disconnects));
    }

    [Fact]
    public async Task A_price_from_tomorrow_is_not_believed()
    {
        var socket = await _sockets.NextAsync(Cancel);
        socket.Send(Trade(1, _time.GetUtcNow().AddDays(1)));
        socket.Send(Trade(2));

        await Until(() => _queue.Length == 1);
        Assert.Equal(1, _status.Malformed);
    }

    [Fact]
    public async Task Silence_ends_the_connection_and_a_new_one_is_made()
    {
        await _sockets.NextAsync(Cancel);
        await Until(() => _status.Current.State == FeedState.Live);

        await _time.AdvanceUntilAsync(() => _status.Disconnects == 1, TimeSpan.FromSeconds(1), Cancel);
        Assert.StartsWith("Silence: nothing for 10 s", _status.Current.LastDisconnect, StringComparison.Ordinal);

        await _time.AdvanceUntilAsync(() => _sockets.Attempts == 2, TimeSpan.FromMilliseconds(100), Cancel);
    }

    [Fact]
    public async Task Frames_keep_the_connection()
    {
        var socket = await _sockets.NextAsync(Cancel);
        for (var i = 1; i <= 10; i++)
        {
            var (count, id) = (i, i);
            socket.Send(Trade(id));
            await Until(() => _status.Accepted == count);
            // The watchdog may be set anew one frame late, so two steps must fit into its time.
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Equal(0, _status.Disconnects);
    }

    [Fact]
    public async Task The_ends_of_a_connection_are_told_apart()
    {
        (await _sockets.NextAsync(Cancel)).Close(WebSocketCloseStatus.PolicyViolation);
        await Until(() => _status.Disconnects == 1);
        Assert.StartsWith("ClosedByServer: 1008", _status.Current.LastDisconnect, StringComparison.Ordinal);

        await _time.AdvanceUntilAsync(() => _sockets.Attempts == 2, TimeSpan.FromMilliseconds(100), Cancel);
        (await _sockets.NextAsync(Cancel)).Break();
        await Until(() => _status.Disconnects == 2);
        Assert.StartsWith("ConnectionLost", _status.Current.LastDisconnect, StringComparison.Ordinal);

        _sockets.Refusal = new FeedConnectException("service unavailable", HttpStatusCode.ServiceUnavailable);
        await _time.AdvanceUntilAsync(() => _status.Disconnects == 3, TimeSpan.FromMilliseconds(100), Cancel);
        Assert.StartsWith("ServerError", _status.Current.LastDisconnect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Full_the_queue_drops_the_oldest_tick_and_counts_it()
    {
        var queue = new TickQueue(MarketParts.Options(options => options.TickQueueCapacity = 100), MarketParts.Metrics());
        for (var i = 1; i <= 105; i++)
        {
            queue.Add(MarketParts.Trade(i, i, _time.GetUtcNow()));
        }

        Assert.Equal((100L, 5L), (queue.Length, queue.Dropped));
        await queue.WaitAsync(Cancel);
        Assert.True(queue.TryTake(out MarketEvent oldest));
        Assert.Equal(6, oldest.TradeId);
    }

    [Fact]
    public async Task A_host_that_is_refused_in_this_region_is_left_for_the_one_that_serves_everywhere()
    {
        var first = await _sockets.NextAsync(Cancel);
        _sockets.Refusals["stream.binance.com"] = new FeedConnectException("unavailable for legal reasons", HttpStatusCode.UnavailableForLegalReasons);
        first.Break();

        await _time.AdvanceUntilAsync(() => _status.Current.State == FeedState.Restricted, TimeSpan.FromMilliseconds(50), Cancel);
        await _time.AdvanceUntilAsync(() => _sockets.Address?.Host == "data-stream.binance.vision", TimeSpan.FromMilliseconds(50), Cancel);
        await _sockets.NextAsync(Cancel);
        await Until(() => _status.Current.State == FeedState.Live);
    }

    [Fact]
    public async Task Refused_by_both_hosts_it_takes_turns_between_them_slowly()
    {
        var first = await _sockets.NextAsync(Cancel);
        _sockets.Refusal = new FeedConnectException("unavailable for legal reasons", HttpStatusCode.UnavailableForLegalReasons);
        first.Break();
        await _time.AdvanceUntilAsync(() => _sockets.Attempts == 3, TimeSpan.FromMilliseconds(50), Cancel);
        await Until(() => _status.Disconnects == 3);
        Assert.Equal(FeedState.Restricted, _status.Current.State);

        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(3, _sockets.Attempts);
        await _time.AdvanceUntilAsync(() => _sockets.Attempts == 4, TimeSpan.FromMilliseconds(100), Cancel);
        Assert.Equal("stream.binance.com", _sockets.Address?.Host);
    }

    [Fact]
    public async Task The_announced_end_of_a_server_costs_no_tick()
    {
        var first = await _sockets.NextAsync(Cancel);
        first.Send(Trade(1));
        first.Send("""{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}""");

        var second = await _sockets.NextAsync(Cancel);
        first.Send(Trade(2));
        await Until(() => _status.Accepted == 2);
        Assert.False(first.IsDisposed);

        second.Send(Trade(3));
        await Until(() => first.IsDisposed);
        second.Send(Trade(4));
        await Until(() => _status.Accepted == 4);
        Assert.Equal((0L, FeedState.Live), (_status.Disconnects, _status.Current.State));
    }

    [Fact]
    public async Task Before_its_time_is_over_a_connection_is_replaced_even_if_that_takes_two_tries()
    {
        var first = await _sockets.NextAsync(Cancel);
        first.Send(Trade(1));
        await Until(() => _status.Accepted == 1);
        _sockets.Refusal = new FeedConnectException("service unavailable", HttpStatusCode.ServiceUnavailable);
        // The second connection is opened beside this loop, which on a busy machine is far ahead of it.
        for (var i = 0; i < 20_000 && _sockets.Attempts < 2; i++)
        {
            first.Send(Trade(i + 2));
            var accepted = i + 2;
            await SpinAsync(() => _status.Accepted == accepted);
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.True(_sockets.Attempts >= 2);
        Assert.Equal((0L, FeedState.Live), (_status.Disconnects, _status.Current.State));
        _sockets.Refusal = null;
        var next = _sockets.NextAsync(Cancel).AsTask();
        await _time.AdvanceUntilAsync(() => next.IsCompleted, TimeSpan.FromMilliseconds(50), Cancel);
        (await next).Send(Trade(1_000_001));
        await Until(() => first.IsDisposed);
        Assert.Equal((0L, FeedState.Live), (_status.Disconnects, _status.Current.State));
    }

    private static async Task SpinAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task Until(Func<bool> condition) => _time.AdvanceUntilAsync(condition, TimeSpan.Zero, Cancel);

    private string Trade(long id, DateTimeOffset? at = null)
    {
        var time = (at ?? _time.GetUtcNow()).ToUnixTimeMilliseconds();
        return $$"""{"stream":"btcusdt@trade","data":{"e":"trade","E":{{time}},"s":"BTCUSDT","t":{{id}},"p":"16578.50","q":"0.01","T":{{time}},"m":true,"M":true} }""";
    }
}
