using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.GateIo;
using Sage.Api.Market.Feeds.Sessions;
using Sage.Api.Market.Lease;

namespace Sage.Tests.Market.Feeds;

public sealed class GateIoFeedTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly ScriptedSockets _sockets = new();
    private readonly FeedStatus _status;
    private readonly TickQueue _queue;
    private readonly GateIoFeed _feed;
    private readonly CancellationTokenSource _ending = new();
    private Task _leading = Task.CompletedTask;

    public GateIoFeedTests()
    {
        var (options, metrics, statuses) = (MarketParts.Options(), MarketParts.Metrics(), MarketParts.Statuses(_time));
        _status = statuses[FeedSource.GateIo];
        _queue = new TickQueue(options, metrics);
        var protocol = new GateIoProtocol(new GateIoPairs(MarketParts.Symbols), new ExchangeClock(_time), _queue, statuses, metrics, options, _time, NullLogger<GateIoProtocol>.Instance);
        _feed = new GateIoFeed(protocol, _sockets, new ConnectLimiter(_time), statuses, metrics, options, _time, NullLogger<GateIoFeed>.Instance);
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
    public async Task It_subscribes_to_both_channels_of_each_pair_and_then_pings()
    {
        var socket = await _sockets.GateIo.NextAsync(Cancel);
        var said = new List<JsonElement>();
        await _time.AdvanceUntilAsync(() =>
        {
            while (socket.Sent.TryRead(out var message))
            {
                said.Add(JsonDocument.Parse(message).RootElement);
            }

            // Frames keep the connection while the time runs to the first ping.
            socket.Send(Ticker());
            return said.Count >= 5;
        }, TimeSpan.FromMilliseconds(100), Cancel);

        Assert.Equal(
            ["spot.tickers BTC_USDT", "spot.trades BTC_USDT", "spot.tickers ETH_USDT", "spot.trades ETH_USDT"],
            said.Take(4).Select(message => $"{message.GetProperty("channel").GetString()} {message.GetProperty("payload")[0].GetString()}"));
        Assert.All(said.Take(4), message => Assert.Equal("subscribe", message.GetProperty("event").GetString()));
        Assert.Equal([1, 2, 3, 4], said.Take(4).Select(message => message.GetProperty("id").GetInt32()));
        Assert.Equal("spot.ping", said[4].GetProperty("channel").GetString());
    }

    [Fact]
    public async Task A_price_arrives_in_the_queue_with_its_source()
    {
        var socket = await _sockets.GateIo.NextAsync(Cancel);
        socket.Send(Ticker());

        await Until(() => _queue.Length == 1);
        Assert.True(_queue.TryTake(out MarketEvent tick));
        Assert.Equal((FeedSource.GateIo, 15743.4m), (tick.Source, tick.Price));
    }

    [Fact]
    public async Task Pongs_alone_do_not_keep_a_connection_without_prices()
    {
        var socket = await _sockets.GateIo.NextAsync(Cancel);
        await _time.AdvanceUntilAsync(() =>
        {
            socket.Send("""{"time":1545404023,"channel":"spot.pong","event":"","error":null,"result":null}""");
            return _status.Disconnects == 1;
        }, TimeSpan.FromMilliseconds(500), Cancel);

        Assert.StartsWith("Silence", _status.Current.LastDisconnect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_it_waits_long_and_says_restricted()
    {
        var socket = await _sockets.GateIo.NextAsync(Cancel);
        _sockets.GateIo.Refusal = new FeedConnectException("forbidden", HttpStatusCode.Forbidden);
        socket.Break();
        await _time.AdvanceUntilAsync(() => _status.Current.State == FeedState.Restricted, TimeSpan.FromMilliseconds(50), Cancel);
        var attempts = _sockets.GateIo.Attempts;

        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(attempts, _sockets.GateIo.Attempts);
    }

    private Task Until(Func<bool> condition) => _time.AdvanceUntilAsync(condition, TimeSpan.Zero, Cancel);

    private string Ticker() =>
        $$"""{"time":{{_time.GetUtcNow().ToUnixTimeSeconds()}},"time_ms":{{_time.GetUtcNow().ToUnixTimeMilliseconds()}},"channel":"spot.tickers","event":"update","result":{"currency_pair":"BTC_USDT","last":"15743.4","change_percentage":"1","base_volume":"1","high_24h":"16280.9","low_24h":"15468.5"} }""";
}
