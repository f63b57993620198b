using System.Net;
using System.Text.Json;
using Sage.Tests.Market;

namespace Sage.Tests.Simulator;

public sealed class ControlTests : IAsyncDisposable
{
    private readonly RunningSimulator _simulator = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Theory]
    [InlineData("drop?exchange=nobody")]
    [InlineData("drop?exchange=binance&exchange=gateio")]
    [InlineData("stall")]
    [InlineData("stall?seconds=99999")]
    [InlineData("stall?seconds=NaN")]
    [InlineData("corrupt?seconds=-1")]
    [InlineData("refuse?seconds=1")]
    [InlineData("refuse?status=200&seconds=1")]
    [InlineData("refuse?status=451&seconds=1&times=0")]
    [InlineData("skew?milliseconds=1e99")]
    [InlineData("offset?percent=-100")]
    [InlineData("rate?ticksPerSecond=20000")]
    [InlineData("replay?exchange=coingecko")]
    [InlineData("replay?exchange=binance", "no frames at all")]
    [InlineData("replay?exchange=binance", "5 {}\n4 {}")]
    public async Task A_wrong_request_gets_problem_details(string command, string? body = null)
    {
        using var answer = await _simulator.ControlAsync(command, body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_frame_reaches_every_client_as_it_is()
    {
        using var one = await _simulator.ConnectAsync("/ws");
        using var other = await _simulator.ConnectAsync("/ws/v4/");

        using var sent = await _simulator.ControlAsync("frame?exchange=all", "{broken");

        Assert.Equal("{broken", await one.TextAsync());
        Assert.Equal("{broken", await other.TextAsync());
    }

    [Fact]
    public async Task A_drop_breaks_one_exchange_and_leaves_the_other()
    {
        using var binance = await _simulator.ConnectAsync("/ws");
        using var gate = await _simulator.ConnectAsync("/ws/v4/");

        using var dropped = await _simulator.ControlAsync("drop?exchange=binance");

        Assert.True(await binance.IsBrokenAsync());
        await gate.SayAsync("""{"channel":"spot.ping"}""");
        Assert.Equal("spot.pong", (await gate.FrameAsync()).Text("channel"));
    }

    [Fact]
    public async Task A_refusal_can_be_meant_for_the_next_few_only()
    {
        using var refuse = await _simulator.ControlAsync("refuse?exchange=binance&status=451&seconds=60&times=1");

        Assert.Equal("0", (await _simulator.GetAsync("/api/v3/time", 451)).Text("code"));
        await _simulator.GetAsync("/api/v3/time");
    }

    [Fact]
    public async Task Nothing_arrives_during_a_stall_and_the_market_goes_on_after_it()
    {
        using var socket = await _simulator.ConnectAsync("/ws/btcusdt@trade");
        using var stall = await _simulator.ControlAsync("stall?exchange=binance&seconds=60");
        var last = _simulator.Exchanges.Binance.Tape.LastId(0, _simulator.Exchanges.Binance.Now());

        using var end = await _simulator.ControlAsync("stall?exchange=binance&seconds=0");
        var next = await socket.FrameAsync(trade => trade.GetProperty("t").GetInt64() > last);

        Assert.Equal("trade", next.Text("e"));
    }

    [Fact]
    public async Task Frames_come_twice_cut_off_and_in_the_wrong_order_on_demand()
    {
        using var socket = await _simulator.ConnectAsync("/ws/btcusdt@trade");
        using var duplicate = await _simulator.ControlAsync("duplicate?exchange=binance&seconds=60");
        await socket.FrameAsync();
        var id = (await socket.FrameAsync(frame => true)).Text("t");
        var seen = new List<string> { id };
        for (var i = 0; i < 6; i++)
        {
            seen.Add((await socket.FrameAsync()).Text("t"));
        }

        Assert.True(seen.Count > seen.Distinct(StringComparer.Ordinal).Count());
        using var reset = await _simulator.ControlAsync("reset");

        using var corrupt = await _simulator.ControlAsync("corrupt?exchange=binance&seconds=60");
        string? text;
        do
        {
            text = await socket.TextAsync();
        }
        while (text!.EndsWith('}'));
        using var again = await _simulator.ControlAsync("reset");

        using var reorder = await _simulator.ControlAsync("reorder?exchange=binance&seconds=60");
        var before = 0L;
        while (true)
        {
            text = await socket.TextAsync();
            if (!text!.EndsWith('}'))
            {
                continue;
            }

            using var trade = JsonDocument.Parse(text);
            var current = trade.RootElement.GetProperty("t").GetInt64();
            if (current == before - 1)
            {
                break;
            }

            before = current;
        }
    }

    [Fact]
    public async Task A_recording_is_played_instead_of_the_market()
    {
        using var socket = await _simulator.ConnectAsync("/ws/btcusdt@trade");

        using var started = await _simulator.ControlAsync("replay?exchange=binance&speed=1000", "0 {\"e\":\"first\"}\r\n10 {\"e\":\"second\"}\n");

        Assert.Equal((HttpStatusCode.Accepted, "2"), (started.StatusCode, (await RunningSimulator.ParseAsync(started)).Text("frames")));
        await socket.FrameAsync(frame => frame.Is("e", "first"));
        Assert.Equal("second", (await socket.FrameAsync()).Text("e"));
        Assert.Equal("trade", (await socket.FrameAsync()).Text("e"));
    }

    [Fact]
    public async Task An_exchange_plays_one_recording_at_a_time_and_a_reset_ends_it()
    {
        using var first = await _simulator.ControlAsync("replay?exchange=gateio", "0 {}\n3600000 {}");
        using var second = await _simulator.ControlAsync("replay?exchange=gateio", "0 {}");
        using var reset = await _simulator.ControlAsync("reset");
        using var third = await _simulator.ControlAsync("replay?exchange=gateio", "0 {}");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task One_exchange_can_be_dearer_and_another_ahead_of_time()
    {
        decimal Price(JsonElement ticker) => decimal.Parse(ticker.Text("price"), System.Globalization.CultureInfo.InvariantCulture);
        var time = new FakeTime();
        await using var simulator = new RunningSimulator(time);
        var before = Price(await simulator.GetAsync("/api/v3/ticker/price?symbol=BTCUSDT"));

        using var offset = await simulator.ControlAsync("offset?exchange=binance&percent=3");
        using var skew = await simulator.ControlAsync("skew?exchange=gateio&milliseconds=-90000");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(Price(await simulator.GetAsync("/api/v3/ticker/price?symbol=BTCUSDT")) / before, 1.02m, 1.04m);
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds() * 1000 - 90_000_000, simulator.Exchanges.GateIo.Now());
        using var reset = await simulator.ControlAsync("reset");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(Price(await simulator.GetAsync("/api/v3/ticker/price?symbol=BTCUSDT")) / before, 0.99m, 1.01m);
    }

    [Fact]
    public async Task Streamed_trades_the_closed_kline_rest_and_the_own_record_tell_the_same_minute()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 11, 20, 11, 59, 59, 500, TimeSpan.Zero));
        await using var simulator = new RunningSimulator(time);
        using var socket = await simulator.ConnectAsync("/ws/btcusdt@trade/btcusdt@kline_1m/btcusdt@kline_1s");
        var (volume, quote, count, wide) = (0m, 0m, 0, 0);
        JsonElement closed = default;
        var noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        while (closed.ValueKind == JsonValueKind.Undefined)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            // Each second ends with its closed candle of a second; that of a minute follows it.
            JsonElement frame;
            do
            {
                frame = await socket.FrameAsync();
                if (frame.Is("e", "trade") && frame.GetProperty("T").GetInt64() >= noon && frame.GetProperty("T").GetInt64() < noon + 60_000)
                {
                    var (price, quantity) = (Number(frame, "p"), Number(frame, "q"));
                    (volume, quote, count) = (volume + quantity, quote + price * quantity, count + 1);
                }
                else if (frame.Is("e", "kline") && frame.GetProperty("k") is var kline && kline.Is("i", "1m"))
                {
                    wide++;
                    closed = kline.GetProperty("x").GetBoolean() && kline.GetProperty("t").GetInt64() == noon ? kline : closed;
                }
            }
            while (!(frame.Is("e", "kline") && frame.GetProperty("k").Is("i", "1s")));
        }

        var rest = (await simulator.GetAsync($"/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime={noon}&limit=1"))[0];
        var record = (await simulator.GetAsync("/control/candles?symbol=BTCUSDT&from=2026-11-20T12:00:00Z&to=2026-11-20T12:01:00Z"))[0];
        Assert.True(wide > 25);
        Assert.Equal((volume, quote, count), (Number(closed, "v"), Number(closed, "q"), closed.GetProperty("n").GetInt32()));
        Assert.Equal(closed.Text("v"), rest[5].GetString());
        Assert.Equal((closed.Text("o"), closed.Text("h"), closed.Text("l"), closed.Text("c"), closed.Text("v"), closed.Text("q"), closed.Text("n")), (record.Text("open"), record.Text("high"), record.Text("low"), record.Text("close"), record.Text("volume"), record.Text("quoteVolume"), record.Text("trades")));
    }

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.Text(name), System.Globalization.CultureInfo.InvariantCulture);
}
