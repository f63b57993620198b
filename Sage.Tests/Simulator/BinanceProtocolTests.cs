using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Sage.Tests.Simulator;

public sealed class BinanceProtocolTests : IAsyncLifetime
{
    private readonly RunningSimulator _simulator = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task Combined_streams_are_wrapped_and_only_those_asked_for_come()
    {
        using var socket = await _simulator.ConnectAsync("/stream?streams=btcusdt@trade/ethusdt@aggTrade/btcusdt@kline_1s/ethusdt@miniTicker/solusdt@ticker");
        var streams = new Dictionary<string, string>(StringComparer.Ordinal);
        while (streams.Count < 5)
        {
            var frame = await socket.FrameAsync();
            streams[frame.Text("stream")] = frame.GetProperty("data").Text("e");
        }

        Assert.Equal(
            ["btcusdt@kline_1s kline", "btcusdt@trade trade", "ethusdt@aggTrade aggTrade", "ethusdt@miniTicker 24hrMiniTicker", "solusdt@ticker 24hrTicker"],
            streams.Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("btcusdt@trade", "e E s t p q T m M")]
    [InlineData("btcusdt@aggTrade", "e E s a p q f l T m M")]
    [InlineData("btcusdt@miniTicker", "e E s c o h l v q")]
    [InlineData("btcusdt@ticker", "e E s p P w x c Q b B a A o h l v q O C F L n")]
    [InlineData("btcusdt@kline_1s", "e E s k")]
    public async Task A_payload_has_the_documented_fields_in_their_order_and_money_as_text(string stream, string fields)
    {
        using var socket = await _simulator.ConnectAsync("/ws/" + stream);

        var frame = await socket.FrameAsync();

        Assert.Equal(fields.Split(' '), frame.EnumerateObject().Select(field => field.Name));
        var money = (frame.TryGetProperty("k", out var kline) ? kline : frame).EnumerateObject().Where(field => "pqcohlvVQwxbBaA".Contains(field.Name, StringComparison.Ordinal) && field.Value.ValueKind == JsonValueKind.String && field.Name != "B");
        Assert.All(money, field => Assert.Matches(@"^-?\d+\.\d{8}$", field.Value.GetString()));
        if (kline.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal("t T s i f L o c h l v n x q V Q B".Split(' '), kline.EnumerateObject().Select(field => field.Name));
        }
    }

    [Fact]
    public async Task A_raw_stream_is_bare_and_can_be_changed_while_it_runs()
    {
        using var socket = await _simulator.ConnectAsync("/ws/btcusdt@trade");
        var trade = await socket.FrameAsync();
        Assert.Equal(("trade", "BTCUSDT"), (trade.Text("e"), trade.Text("s")));

        await socket.SayAsync("""{"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":1}""");
        await socket.SayAsync("""{"method":"SUBSCRIBE","params":["solusdt@trade"],"id":2}""");
        await socket.FrameAsync(frame => frame.Is("id", "2"));

        Assert.Equal("SOLUSDT", (await socket.FrameAsync()).Text("s"));
    }

    [Fact]
    public async Task Times_come_in_microseconds_for_those_who_ask()
    {
        using var socket = await _simulator.ConnectAsync("/stream?streams=btcusdt@trade&timeUnit=MICROSECOND");

        Assert.Equal(16, (await socket.FrameAsync()).GetProperty("data").Text("T").Length);
    }

    [Fact]
    public async Task Too_many_commands_end_the_connection()
    {
        using var socket = await _simulator.ConnectAsync("/ws");
        for (var i = 0; i < 6; i++)
        {
            await socket.SayAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        }

        while (await socket.TextAsync() is not null)
        {
        }

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task More_than_1024_streams_are_refused()
    {
        using var socket = await _simulator.ConnectAsync("/ws");

        await socket.SayAsync($$"""{"method":"SUBSCRIBE","params":[{{string.Join(',', Enumerable.Range(0, 1025).Select(i => $"\"s{i}@trade\""))}}],"id":1}""");

        Assert.Equal("2", (await socket.FrameAsync()).Text("code"));
    }

    [Fact]
    public async Task A_connection_ends_at_its_age_with_a_word_before()
    {
        await using var simulator = new RunningSimulator(setting: "Simulator:MaxConnectionAge=00:00:01");
        using var socket = await simulator.ConnectAsync("/stream");

        Assert.Equal(("!serverShutdown", "serverShutdown"), await socket.FrameAsync() is var frame ? (frame.Text("stream"), frame.GetProperty("data").Text("e")) : default);
        Assert.Null(await socket.TextAsync());
    }

    [Fact]
    public async Task The_301st_connection_in_5_minutes_is_refused()
    {
        await using var simulator = new RunningSimulator(new Market.FakeTime());
        Task<WebSocket> ConnectAsync() => simulator.Server.CreateWebSocketClient().ConnectAsync(new Uri(simulator.Server.BaseAddress, "/ws"), Cancel);
        for (var i = 0; i < 300; i++)
        {
            using var socket = await ConnectAsync();
            socket.Abort();
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(ConnectAsync);
        Assert.Contains($"{(int)HttpStatusCode.TooManyRequests}", refused.Message, StringComparison.Ordinal);
    }
}
