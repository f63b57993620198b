namespace Sage.Tests.Simulator;

public sealed class GateIoProtocolTests : IAsyncDisposable
{
    private readonly RunningSimulator _simulator = new();

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task A_ping_is_answered_by_a_pong()
    {
        using var socket = await _simulator.ConnectAsync("/ws/v4/");

        await socket.SayAsync("""{"time":1545404023,"channel":"spot.ping"}""");

        var pong = await socket.FrameAsync();
        Assert.Equal(["time", "time_ms", "conn_id", "channel", "event", "result"], pong.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("spot.pong", "", ""), (pong.Text("channel"), pong.Text("event"), pong.Text("result")));
    }

    [Fact]
    public async Task A_subscription_is_acknowledged_with_its_id_and_its_updates_follow_until_it_is_cancelled()
    {
        using var socket = await _simulator.ConnectAsync("/ws/v4/");

        await socket.SayAsync("""{"time":1,"id":7,"channel":"spot.trades","event":"subscribe","payload":["BTC_USDT"]}""");
        var ack = await socket.FrameAsync();
        Assert.Equal(("7", "subscribe", """{"status":"success"}"""), (ack.Text("id"), ack.Text("event"), ack.Text("result")));
        var trade = (await socket.FrameAsync(frame => frame.Is("event", "update"))).GetProperty("result");
        Assert.Equal(["id", "id_market", "create_time", "create_time_ms", "side", "currency_pair", "amount", "price", "range"], trade.EnumerateObject().Select(field => field.Name));
        Assert.Matches(@"^\d{13}\.\d{3}$", trade.Text("create_time_ms"));
        Assert.Equal(System.Text.Json.JsonValueKind.String, trade.GetProperty("price").ValueKind);

        await socket.SayAsync("""{"time":1,"channel":"spot.trades","event":"unsubscribe","payload":["BTC_USDT"]}""");
        await socket.FrameAsync(frame => frame.Is("event", "unsubscribe"));
        await socket.SayAsync("""{"time":1,"channel":"spot.tickers","event":"subscribe","payload":["SOL_USDT"]}""");
        await socket.FrameAsync(frame => frame.Is("event", "subscribe"));
        var ticker = await socket.FrameAsync();
        Assert.Equal("spot.tickers", ticker.Text("channel"));
        Assert.Equal(
            ["currency_pair", "last", "lowest_ask", "highest_bid", "change_percentage", "base_volume", "quote_volume", "high_24h", "low_24h"],
            ticker.GetProperty("result").EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData("""{"time":1,"channel":"spot.tickers","event":"subscribe","payload":["BTC_USDT","NOPE_USDT"]}""", "unknown currency pair: NOPE_USDT")]
    [InlineData("""{"time":1,"channel":"spot.tickers","event":"subscribe","payload":["btc_usdt"]}""", "unknown currency pair: btc_usdt")]
    [InlineData("""{"time":1,"channel":"spot.nope","event":"subscribe","payload":["BTC_USDT"]}""", "Unknown channel spot.nope")]
    [InlineData("""{"time":1,"channel":"spot.trades","event":"sub","payload":["BTC_USDT"]}""", "Unknown event sub")]
    [InlineData("""{"time":1,"channel":"spot.trades","event":"subscribe"}""", "invalid argument: payload")]
    public async Task A_wrong_message_fails_with_code_2_and_what_is_wrong(string message, string error)
    {
        using var socket = await _simulator.ConnectAsync("/ws/v4/");

        await socket.SayAsync(message);

        var answer = await socket.FrameAsync();
        Assert.Equal(("2", error, """{"status":"fail"}"""), (answer.GetProperty("error").Text("code"), answer.GetProperty("error").Text("message"), answer.Text("result")));
    }

    [Fact]
    public async Task What_is_not_json_is_passed_over_in_silence()
    {
        using var socket = await _simulator.ConnectAsync("/ws/v4/");

        await socket.SayAsync("junk");
        await socket.SayAsync("""{"a":1,"a":2}""");
        await socket.SayAsync("[1]");
        await socket.SayAsync("""{"channel":"spot.ping"}""");

        Assert.Equal("spot.pong", (await socket.FrameAsync()).Text("channel"));
    }

    [Fact]
    public async Task A_connection_on_which_nothing_is_said_is_cut_without_a_word()
    {
        var time = new Market.FakeTime();
        await using var simulator = new RunningSimulator(time);
        using var socket = await simulator.ConnectAsync("/ws/v4/");
        await socket.SayAsync("""{"channel":"spot.ping"}""");
        await socket.FrameAsync();

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, simulator.Exchanges.GateIo.ConnectionCount);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.True(await socket.IsBrokenAsync());
    }

    [Theory]
    [InlineData("interval=1m", "MISSING_REQUIRED_PARAM")]
    [InlineData("currency_pair=NO_USDT", "INVALID_CURRENCY_PAIR")]
    [InlineData("currency_pair=BTC_USDT&interval=2m", "INVALID_PARAM_VALUE")]
    [InlineData("currency_pair=BTC_USDT&limit=1001", "INVALID_PARAM_VALUE")]
    [InlineData("currency_pair=BTC_USDT&limit=5&from=1", "INVALID_PARAM_VALUE")]
    [InlineData("currency_pair=BTC_USDT&from=1&interval=1m", "INVALID_PARAM_VALUE")]
    public async Task A_wrong_question_is_answered_with_a_label(string query, string label) =>
        Assert.Equal(label, (await _simulator.GetAsync("/api/v4/spot/candlesticks?" + query, 400)).Text("label"));

    [Fact]
    public async Task Candlesticks_come_as_texts_with_the_running_one_last()
    {
        var candles = (await _simulator.GetAsync("/api/v4/spot/candlesticks?currency_pair=BTC_USDT&interval=1m&limit=3")).EnumerateArray().ToList();

        Assert.Equal(3, candles.Count);
        Assert.Equal(["true", "true", "false"], candles.Select(candle => candle[7].GetString()));
        Assert.Equal(60, long.Parse(candles[1][0].GetString()!) - long.Parse(candles[0][0].GetString()!));
    }
}
