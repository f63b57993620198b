using System.Diagnostics;
using System.Text.Json;

namespace Sage.Tests.Simulator;

public sealed class BinanceRestTests : IClassFixture<BinanceRestTests.Fixture>
{
    private readonly RunningSimulator _simulator;

    public BinanceRestTests(Fixture fixture) => _simulator = fixture.Simulator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("interval=1m", -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")]
    [InlineData("symbol=BTCUSDT", -1102, "Mandatory parameter 'interval' was not sent, was empty/null, or malformed.")]
    [InlineData("symbol=NOSUCH&interval=1m", -1121, "Invalid symbol.")]
    [InlineData("symbol=btcusdt&interval=1m", -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.")]
    [InlineData("symbol=BTCUSDT&interval=1M2", -1120, "Invalid interval.")]
    [InlineData("symbol=BTCUSDT&interval=1m&limit=x", -1100, "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.")]
    [InlineData("symbol=BTCUSDT&interval=1m&limit=0", -1130, "Data sent for parameter 'limit' is not valid.")]
    [InlineData("symbol=BTCUSDT&interval=1m&startTime=99999999999999999999", -1108, "Parameter 'startTime' overflowed.")]
    [InlineData("symbol=BTCUSDT&interval=1m&endTime=", -1105, "Parameter 'endTime' was empty.")]
    [InlineData("symbol=BTCUSDT&interval=1m&timeZone=15", -1130, "Data sent for parameter 'timeZone' is not valid.")]
    [InlineData("symbol=BTCUSDT&interval=1m&colour=red", -1104, "Not all sent parameters were read; read '2' parameter(s) but was sent '3'.")]
    [InlineData("symbol=BTCUSDT&symbol=ETHUSDT&interval=1m", -1101, "Duplicate values for a parameter detected.")]
    public async Task A_wrong_question_is_answered_with_the_code_and_message_of_the_documentation(string query, int code, string message)
    {
        var error = await _simulator.GetAsync("/api/v3/klines?" + query, 400);

        Assert.Equal((code, message), (error.GetProperty("code").GetInt32(), error.Text("msg")));
    }

    [Fact]
    public async Task A_kline_has_the_documented_twelve_values()
    {
        var kline = (await _simulator.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1"))[0];

        Assert.Equal("N S S S S S N S N S S S", string.Join(' ', kline.EnumerateArray().Select(value => value.ValueKind.ToString()[..1])));
        Assert.Equal(kline[0].GetInt64() + 59_999, kline[6].GetInt64());
        Assert.Equal("0", kline[11].GetString());
    }

    [Theory]
    [InlineData("", 500)]
    [InlineData("&limit=1", 1)]
    [InlineData("&limit=1000", 1000)]
    [InlineData("&limit=5000", 1000)]
    public async Task The_newest_klines_come_oldest_first_up_to_the_limit(string limit, int count)
    {
        var klines = (await _simulator.GetAsync("/api/v3/klines?symbol=SOLUSDT&interval=1m" + limit)).EnumerateArray().Select(kline => kline[0].GetInt64()).ToList();

        Assert.Equal(count, klines.Count);
        Assert.All(klines.Zip(klines.Skip(1)), pair => Assert.Equal(60_000, pair.Second - pair.First));
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - klines[^1], 0, 70_000);
    }

    [Fact]
    public async Task Start_and_end_choose_the_minutes_that_open_between_them()
    {
        var open = DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeMilliseconds() / 60_000 * 60_000;
        async Task<List<long>> Opens(string query) => [.. (await _simulator.GetAsync($"/api/v3/klines?symbol=BTCUSDT&interval=1m&{query}")).EnumerateArray().Select(kline => kline[0].GetInt64())];

        Assert.Equal([open, open + 60_000], await Opens($"startTime={open}&endTime={open + 119_999}"));
        Assert.Equal([open + 60_000], await Opens($"startTime={open + 1}&endTime={open + 119_999}"));
        Assert.Equal([open, open + 60_000], await Opens($"startTime={open}000&limit=2"));
        Assert.Equal([open - 60_000, open], await Opens($"endTime={open}&limit=2"));
        Assert.Empty(await Opens($"startTime={open + 600_000}&endTime={open}"));
        Assert.Empty(await Opens($"startTime={open + 100 * 3_600_000}"));
    }

    [Fact]
    public async Task Longer_klines_are_the_sum_of_their_minutes()
    {
        var day = DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeMilliseconds() / 86_400_000 * 86_400_000;
        var hour = (await _simulator.GetAsync($"/api/v3/klines?symbol=XRPUSDT&interval=1h&startTime={day}&limit=1"))[0];
        var minutes = (await _simulator.GetAsync($"/api/v3/klines?symbol=XRPUSDT&interval=1m&startTime={day}&limit=60")).EnumerateArray().ToList();
        decimal Of(JsonElement kline, int index) => decimal.Parse(kline[index].GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(
            (Of(minutes[0], 1), minutes.Max(kline => Of(kline, 2)), minutes.Min(kline => Of(kline, 3)), Of(minutes[^1], 4), minutes.Sum(kline => Of(kline, 5)), minutes.Sum(kline => Of(kline, 7)), minutes.Sum(kline => kline[8].GetInt64())),
            (Of(hour, 1), Of(hour, 2), Of(hour, 3), Of(hour, 4), Of(hour, 5), Of(hour, 7), hour[8].GetInt64()));
    }

    [Theory]
    [InlineData("1w", DayOfWeek.Monday)]
    [InlineData("1d", null)]
    [InlineData("1M", null)]
    public async Task Days_weeks_and_months_begin_where_the_calendar_does(string interval, DayOfWeek? weekday)
    {
        var last = (await _simulator.GetAsync($"/api/v3/klines?symbol=BTCUSDT&interval={interval}&limit=1"))[0];

        var open = DateTimeOffset.FromUnixTimeMilliseconds(last[0].GetInt64());
        Assert.Equal(TimeSpan.Zero, open.TimeOfDay);
        Assert.Equal(weekday ?? open.DayOfWeek, open.DayOfWeek);
        Assert.True(interval != "1M" || open.Day == 1);
    }

    [Fact]
    public async Task A_thousand_candles_that_nobody_has_asked_for_answer_in_well_under_a_second()
    {
        await _simulator.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=100");
        var watch = Stopwatch.StartNew();

        await _simulator.GetAsync("/api/v3/klines?symbol=AVAXUSDT&interval=1m&limit=1000");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed.TotalSeconds:0.00} s, and a loaded machine is slower than 5 times a second only when something is wrong.");
    }

    [Fact]
    public async Task Every_answer_tells_the_weight_and_too_much_of_it_is_429_until_the_minute_is_over()
    {
        await using var simulator = new RunningSimulator(new Market.FakeTime());
        using var client = simulator.CreateClient();
        for (var i = 0; i < 75; i++)
        {
            using var answer = await client.GetAsync("/api/v3/ticker/24hr?symbols=[]", Cancel);
            using var expensive = await client.GetAsync("/api/v3/ticker/24hr?type=WRONG", Cancel);
            Assert.Equal($"{82 * (i + 1)}", expensive.Headers.GetValues("x-mbx-used-weight-1m").Single());
            if (82 * (i + 1) > 6000)
            {
                Assert.Equal(429, (int)expensive.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(60), expensive.Headers.RetryAfter!.Delta);
                return;
            }
        }

        Assert.Fail("The weight had no end.");
    }

    [Fact]
    public async Task Tickers_and_rules_come_for_one_symbol_as_an_object_and_for_several_as_a_list()
    {
        Assert.Equal("BTCUSDT", (await _simulator.GetAsync("/api/v3/ticker/24hr?symbol=BTCUSDT")).Text("symbol"));
        Assert.Equal(2, (await _simulator.GetAsync("""/api/v3/ticker/24hr?symbols=["BTCUSDT","SOLUSDT"]&type=MINI""")).GetArrayLength());
        Assert.Equal(10, (await _simulator.GetAsync("/api/v3/ticker/price")).GetArrayLength());
        Assert.Equal("TRADING", (await _simulator.GetAsync("/api/v3/exchangeInfo?symbol=BTCUSDT")).GetProperty("symbols")[0].Text("status"));
        Assert.Equal(-1121, (await _simulator.GetAsync("""/api/v3/exchangeInfo?symbols=["NOSUCH"]""", 400)).GetProperty("code").GetInt32());
        Assert.Equal(-1101, (await _simulator.GetAsync("/api/v3/time?now=1", 400)).GetProperty("code").GetInt32());
    }

    public sealed class Fixture : IAsyncDisposable
    {
        internal RunningSimulator Simulator { get; } = new();

        public ValueTask DisposeAsync() => Simulator.DisposeAsync();
    }
}
