using System.Net;
using System.Text.Json;
using Sage.Tests.Market;

namespace Sage.Tests.Simulator;

public sealed class OtherVendorsTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly RunningSimulator _simulator;

    public OtherVendorsTests() => _simulator = new RunningSimulator(_time);

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task CoinGecko_tells_numbers_of_the_coins_it_knows()
    {
        var prices = await _simulator.GetAsync("/api/v3/simple/price?ids=bitcoin,solana,nocoin&vs_currencies=usd&include_24hr_change=true&include_24hr_vol=true&include_market_cap=true&include_last_updated_at=true");

        Assert.Equal(["bitcoin", "solana"], prices.EnumerateObject().Select(coin => coin.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["usd", "usd_market_cap", "usd_24h_vol", "usd_24h_change", "last_updated_at"], prices.GetProperty("bitcoin").EnumerateObject().Select(field => field.Name));
        Assert.All(prices.GetProperty("bitcoin").EnumerateObject(), field => Assert.Equal(JsonValueKind.Number, field.Value.ValueKind));
    }

    [Fact]
    public async Task CoinGecko_lists_markets_by_their_cap()
    {
        var coins = (await _simulator.GetAsync("/api/v3/coins/markets?vs_currency=usd&per_page=3&page=2")).EnumerateArray().ToList();

        Assert.Equal([4, 5, 6], coins.Select(coin => coin.GetProperty("market_cap_rank").GetInt32()));
        Assert.True(coins[0].GetProperty("market_cap").GetDecimal() > coins[1].GetProperty("market_cap").GetDecimal());
    }

    [Theory]
    [InlineData("/api/v3/simple/price?ids=bitcoin", 422)]
    [InlineData("/api/v3/simple/price?vs_currencies=usd", 422)]
    [InlineData("/api/v3/coins/markets", 422)]
    [InlineData("/api/v3/coins/markets?vs_currency=xyz", 400)]
    public async Task CoinGecko_says_what_is_missing(string path, int status) =>
        Assert.Equal(JsonValueKind.String, (await _simulator.GetAsync(path, status)).GetProperty("error").ValueKind);

    [Fact]
    public async Task CoinGecko_refreshes_once_a_minute_and_refuses_the_31st_call_of_it()
    {
        const string Question = "/api/v3/simple/price?ids=bitcoin&vs_currencies=usd&include_last_updated_at=true";
        var first = await _simulator.GetAsync(Question);
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(first.ToString(), (await _simulator.GetAsync(Question)).ToString());
        for (var i = 2; i < 30; i++)
        {
            await _simulator.GetAsync(Question);
        }

        var refused = await _simulator.GetAsync(Question, 429);
        Assert.Equal(429, refused.GetProperty("status").GetProperty("error_code").GetInt32());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotEqual(first.ToString(), (await _simulator.GetAsync(Question)).ToString());
    }

    [Fact]
    public async Task Fear_and_greed_has_a_value_a_day_and_only_the_newest_says_when_the_next_comes()
    {
        var index = await _simulator.GetAsync("/fng/?limit=3");

        Assert.Equal("Fear and Greed Index", index.Text("name"));
        var days = index.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(3, days.Count);
        Assert.Equal("43200", days[0].Text("time_until_update"));
        Assert.False(days[1].TryGetProperty("time_until_update", out _));
        Assert.Equal(86_400, long.Parse(days[0].Text("timestamp")) - long.Parse(days[1].Text("timestamp")));
        Assert.Equal(JsonValueKind.Null, index.GetProperty("metadata").GetProperty("error").ValueKind);
        Assert.Equal(1, (await _simulator.GetAsync("/fng/")).GetProperty("data").GetArrayLength());
        Assert.True((await _simulator.GetAsync("/fng/?limit=0")).GetProperty("data").GetArrayLength() > 3000);
        Assert.Equal("20-11-2026", (await _simulator.GetAsync("/fng/?date_format=world")).GetProperty("data")[0].Text("timestamp"));
    }

    [Fact]
    public async Task A_refusal_with_429_says_when_to_come_back_in_each_vendors_words()
    {
        using var refuse = await _simulator.ControlAsync("refuse?status=429&seconds=60&retryAfter=7");
        Assert.Equal(HttpStatusCode.NoContent, refuse.StatusCode);
        foreach (var path in new[] { "/api/v3/time", "/api/v4/spot/tickers", "/api/v3/simple/price", "/fng/" })
        {
            using var answer = await _simulator.CreateClient().GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta!.Value));
            Assert.Equal(JsonValueKind.Object, (await RunningSimulator.ParseAsync(answer)).ValueKind);
        }
    }
}
