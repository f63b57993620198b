using System.Net;
using System.Net.Http.Headers;
using Sage.Api.Market.Candles;
using Sage.Tests.AppHost;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

[Collection(SageCollection.Name)]
public sealed class CandleBackfillTests(SageApp sage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_leader_fetches_the_last_day_of_every_symbol_and_the_next_look_finds_nothing()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var exchange = new FakeExchange(database.Time);

        await RunAsync(exchange, database);

        await database.AssertRecordAsync(Noon.AddDays(-1), Noon.AddMinutes(-1));
        Assert.Equal(4, exchange.KlineRequests);
        await RunAsync(exchange, database);
        Assert.Equal(4, exchange.KlineRequests);
    }

    [Fact]
    public async Task A_pair_that_the_exchange_does_not_list_holds_up_no_other()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromMinutes(5));
        var exchange = new FakeExchange(database.Time)
        {
            Fault = uri => uri.Query.Contains("BTCUSDT", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"code":-1121,"msg":"Invalid symbol."}""") }
                : null,
        };

        await RunAsync(exchange, database);

        Assert.Equal(5, await database.Scratch.ScalarAsync<long>("select count(*) from candles_1m where symbol = 'ETHUSDT' and final", Cancel));
    }

    [Fact]
    public async Task Candles_of_another_seed_are_another_market()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Simulated = true);
        await database.WriteAsync(Record(0, Noon.AddMinutes(-1)));
        var other = database.Reseeded(7);
        await other.WriteAsync(Record(0, Noon.AddMinutes(-2)));

        Assert.Equal(Noon.AddMinutes(-1).UtcDateTime, Assert.Single(await database.ReadAsync()).OpenTime);
        Assert.Equal(Noon.AddMinutes(-2).UtcDateTime, Assert.Single(await other.ReadAsync()).OpenTime);
        Assert.Equal("simulated-7", other.Market.Value);
    }

    [Fact]
    public async Task An_outage_of_any_length_is_found_from_the_first_minute_on_record()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromHours(1));
        var exchange = new FakeExchange(database.Time);
        await RunAsync(exchange, database);
        await database.RollUpAsync();
        database.Time.Advance(TimeSpan.FromDays(3));

        await RunAsync(exchange, database);

        await database.AssertRecordAsync(Noon.AddHours(-1), Noon.AddDays(3).AddMinutes(-1));
    }

    [Fact]
    public async Task Estimates_and_running_states_become_the_exchanges_record()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromMinutes(5));
        var exchange = new FakeExchange(database.Time);
        await database.WriteAsync(
            Kline(Noon.AddMinutes(-3), 170, trades: 1000, source: Sage.Api.Market.Feeds.FeedSource.GateIo),
            Record(0, Noon.AddMinutes(-2)).Running(3),
            Record(0, Noon).Running(2));

        await RunAsync(exchange, database);

        await database.AssertRecordAsync(Noon.AddMinutes(-5), Noon.AddMinutes(-1));
        Assert.False((await database.ReadAsync(from: Noon))[0].Final);
    }

    [Fact]
    public async Task A_minute_is_closed_by_the_exchanges_clock_not_by_ours()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromMinutes(10));
        var exchange = new FakeExchange(database.Time) { Ahead = TimeSpan.FromMinutes(-5) };

        await RunAsync(exchange, database);
        await database.AssertRecordAsync(Noon.AddMinutes(-10), Noon.AddMinutes(-6));

        database.Time.Advance(TimeSpan.FromMinutes(5));
        await RunAsync(exchange, database);
        await database.AssertRecordAsync(Noon.AddMinutes(-10), Noon.AddMinutes(-1));
    }

    [Fact]
    public async Task A_minute_that_the_exchange_never_had_stays_a_gap_and_is_not_asked_for_again()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromHours(1));
        var exchange = new FakeExchange(database.Time);
        exchange.Lacks.Add(Noon.AddMinutes(-30).ToUnixTimeMilliseconds());
        var backfill = exchange.Backfill(database);

        await backfill.TryRunOnceAsync(database.Term, Cancel);
        await backfill.TryRunOnceAsync(database.Term, Cancel);

        Assert.Equal(2, exchange.KlineRequests);
        Assert.Equal(59, (await database.ReadAsync()).Count);
    }

    [Theory]
    [InlineData(429, 7, 7)]
    [InlineData(418, 600, 600)]
    [InlineData(429, null, 60)]
    [InlineData(418, 999_999, 3600)]
    public async Task An_exchange_that_says_wait_is_left_alone_for_as_long_as_it_says_within_an_hour(int status, int? retryAfter, int seconds)
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var exchange = new FakeExchange(database.Time);
        exchange.Fault = _ => Refusal(status, retryAfter);

        Assert.Equal(TimeSpan.FromSeconds(seconds), await exchange.Backfill(database).TryRunOnceAsync(database.Term, Cancel));
        Assert.Single(exchange.Http.Requests);
    }

    [Fact]
    public async Task When_much_of_the_weight_is_used_what_was_answered_is_kept_and_the_rest_waits_for_the_next_minute()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var exchange = new FakeExchange(database.Time) { UsedWeight = 2_900 };
        var backfill = exchange.Backfill(database);

        Assert.Equal(TimeSpan.Zero, await backfill.TryRunOnceAsync(database.Term, Cancel));
        exchange.UsedWeight = 3_001;
        database.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromSeconds(31), await backfill.TryRunOnceAsync(database.Term, Cancel));
        var before = exchange.Http.Requests.Count;
        Assert.Equal(TimeSpan.FromSeconds(31), await backfill.TryRunOnceAsync(database.Term, Cancel));
        Assert.Equal(before, exchange.Http.Requests.Count);

        exchange.UsedWeight = 10;
        database.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(TimeSpan.Zero, await backfill.TryRunOnceAsync(database.Term, Cancel));
        await database.AssertRecordAsync(Noon.AddDays(-1), Noon.AddMinutes(9));
    }

    [Fact]
    public async Task Where_the_host_may_not_serve_the_market_data_host_does()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options =>
        {
            options.Candles.History = TimeSpan.FromMinutes(5);
            options.Binance.RestUrl = new Uri("https://api.binance.example");
            options.Candles.FallbackRestUrl = new Uri("https://data.binance.example");
        });
        var exchange = new FakeExchange(database.Time);
        exchange.Fault = uri => uri.Host == "api.binance.example" ? new HttpResponseMessage((HttpStatusCode)451) : null;

        await RunAsync(exchange, database);

        await database.AssertRecordAsync(Noon.AddMinutes(-5), Noon.AddMinutes(-1));
        Assert.Single(exchange.Http.Requests, uri => uri.Host == "api.binance.example");
    }

    [Fact]
    public async Task A_simulated_market_never_leads_to_the_real_exchange()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Simulated = true);
        database.Options.Value.Binance.RestUrl = new Uri("http://simulator.example");
        var exchange = new FakeExchange(database.Time);
        exchange.Fault = _ => new HttpResponseMessage((HttpStatusCode)451);

        await RunAsync(exchange, database);

        Assert.All(exchange.Http.Requests, uri => Assert.Equal("simulator.example", uri.Host));
    }

    [Theory]
    [InlineData("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}")]
    [InlineData("[[1]]")]
    [InlineData("[[1,2,3,4,5,6,7,8,9,10,11]]")]
    [InlineData("[[1763636400000,\"1e5\",\"1\",\"1\",\"1\",\"1\",1,\"1\",1,\"1\",\"1\",\"0\"]]")]
    [InlineData("[[1763636400000,\"1\",\"1\",\"1\",\"1\",\"70000000000000000000000000000\",1,\"1\",1,\"1\",\"1\",\"0\"]]")]
    [InlineData("[[0,\"1\",\"1\",\"1\",\"1\",\"1\",1,\"1\",1,\"1\",\"1\",\"0\"]]")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task An_answer_that_is_not_one_changes_nothing_and_is_tried_again(string body)
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var exchange = new FakeExchange(database.Time);
        exchange.Fault = uri => uri.AbsolutePath == "/api/v3/klines" ? ScriptedHttp.Json(body) : null;
        var backfill = exchange.Backfill(database);

        Assert.Equal(TimeSpan.Zero, await backfill.TryRunOnceAsync(database.Term, Cancel));
        Assert.Empty(await database.ReadAsync());

        exchange.Fault = _ => null;
        await backfill.TryRunOnceAsync(database.Term, Cancel);
        await database.AssertRecordAsync(Noon.AddDays(-1), Noon.AddMinutes(-1));
    }

    [Fact]
    public void As_few_requests_as_possible_cover_the_minutes()
    {
        static long At(int minute) => minute * 60_000L;
        long[] minutes = [At(1), At(2), At(999), At(1000), At(1001), At(5000)];

        Assert.Equal([new KlineRange(At(1), At(1000)), new KlineRange(At(1001), At(1001)), new KlineRange(At(5000), At(5000))], KlineRange.Cover(minutes));
        Assert.Empty(KlineRange.Cover([]));
    }

    private static async Task RunAsync(FakeExchange exchange, CandleDatabase database) =>
        Assert.Equal(TimeSpan.Zero, await exchange.Backfill(database).TryRunOnceAsync(database.Term, Cancel));

    private static HttpResponseMessage Refusal(int status, int? retryAfter)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Headers.RetryAfter = retryAfter is { } seconds ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
        return response;
    }
}
