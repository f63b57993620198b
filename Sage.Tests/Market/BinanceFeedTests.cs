using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
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
        var (options, metrics) = (MarketParts.Options(), MarketParts.Metrics());
        var statuses = new FeedStatuses(_time);
        _status = statuses[FeedSource.Binance];
        _queue = new TickQueue(options, metrics);
        var frames = new BinanceFrameHandler(MarketParts.Symbols, _queue, statuses, metrics, _time);
        _feed = new BinanceFeed(_sockets, frames, MarketParts.Symbols, statuses, metrics, options, _time, NullLogger<BinanceFeed>.Instance);
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
        await _leading;
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
        Assert.True(_queue.TryTake(out var tick));
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

        _sockets.Refusal = new FeedConnectException("unavailable for legal reasons", HttpStatusCode.UnavailableForLegalReasons);
        await _time.AdvanceUntilAsync(() => _status.Disconnects == 3, TimeSpan.FromMilliseconds(100), Cancel);
        Assert.StartsWith("Restricted", _status.Current.LastDisconnect, StringComparison.Ordinal);
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
        Assert.True(await queue.WaitAsync());
        Assert.True(queue.TryTake(out var oldest));
        Assert.Equal(6, oldest.TradeId);
    }

    private Task Until(Func<bool> condition) => _time.AdvanceUntilAsync(condition, TimeSpan.Zero, Cancel);

    private string Trade(long id, DateTimeOffset? at = null)
    {
        var time = (at ?? _time.GetUtcNow()).ToUnixTimeMilliseconds();
        return $$"""{"stream":"btcusdt@trade","data":{"e":"trade","E":{{time}},"s":"BTCUSDT","t":{{id}},"p":"16578.50","q":"0.01","T":{{time}},"m":true,"M":true} }""";
    }
}
