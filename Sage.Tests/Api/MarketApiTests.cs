using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Sage.Tests.Api;

public sealed class MarketApiTests : IAsyncLifetime
{
    private readonly ApiWithoutStores _api = new(("Market:MaxStreamClients", "1"), ("Market:HeartbeatInterval", "00:00:01"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Prices_are_served_from_memory_while_both_stores_are_down()
    {
        var exchange = await _api.ConnectedAsync(Cancel);
        var client = _api.CreateClient();
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 1, "64000.10"));
        exchange.Send(ApiWithoutStores.Trade("ETHUSDT", 1, "3100.00000001"));

        var price = await PriceAsync(client, "ETHUSDT");
        Assert.Equal("3100.00000001", price.GetProperty("price").GetString());
        Assert.Equal("binance", price.GetProperty("source").GetString());
        Assert.False(price.GetProperty("stale").GetBoolean());

        var all = await client.GetFromJsonAsync<JsonElement>("/api/market/prices", Cancel);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], all.EnumerateArray().Select(item => item.GetProperty("symbol").GetString()));

        var one = await client.GetFromJsonAsync<JsonElement>("/api/market/prices?symbols=btcusdt,BTCUSDT", Cancel);
        Assert.Equal("64000.10", Assert.Single(one.EnumerateArray()).GetProperty("price").GetString());
    }

    [Theory]
    [InlineData("/api/market/prices?symbols=BTCUSDT,NOSUCH", HttpStatusCode.BadRequest)]
    [InlineData("/api/market/prices?symbols=", HttpStatusCode.BadRequest)]
    [InlineData("/api/market/prices/NOSUCH", HttpStatusCode.NotFound)]
    [InlineData("/api/market/prices/AVAXUSDT", HttpStatusCode.NotFound)]
    [InlineData("/api/market/candles/NOSUCH", HttpStatusCode.NotFound)]
    [InlineData("/api/market/candles/BTCUSDT?interval=2m", HttpStatusCode.BadRequest)]
    [InlineData("/api/market/candles/BTCUSDT?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/market/candles/BTCUSDT?limit=many", HttpStatusCode.BadRequest)]
    [InlineData("/api/market/candles/BTCUSDT", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/api/market/stream?symbols=%00", HttpStatusCode.BadRequest)]
    [InlineData("/api/market", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_answered_is_a_problem_document(string path, HttpStatusCode status)
    {
        using var response = await _api.CreateClient().GetAsync(path, Cancel);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("hunter2", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_begins_with_a_snapshot_goes_on_with_changes_and_beats_when_idle()
    {
        var exchange = await _api.ConnectedAsync(Cancel);
        var client = _api.CreateClient();
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 1, "1"));
        await PriceAsync(client, "BTCUSDT");

        await using var stream = await client.GetStreamAsync("/api/market/stream?symbols=BTCUSDT", Cancel);
        await using var events = SseParser.Create(stream).EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("snapshot", events.Current.EventType);
        Assert.Equal("1", JsonDocument.Parse(events.Current.Data).RootElement[0].GetProperty("price").GetString());
        var first = events.Current.EventId!.Split('-');

        exchange.Send(ApiWithoutStores.Trade("ETHUSDT", 1, "7"));
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 2, "1.1"));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("prices", events.Current.EventType);
        Assert.Equal("1.1", Assert.Single(JsonDocument.Parse(events.Current.Data).RootElement.EnumerateArray()).GetProperty("price").GetString());
        var second = events.Current.EventId!.Split('-');
        Assert.Equal(first[0], second[0]);
        Assert.True(int.Parse(second[1], System.Globalization.CultureInfo.InvariantCulture) > int.Parse(first[1], System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("heartbeat", events.Current.EventType);
        Assert.Equal("live", JsonDocument.Parse(events.Current.Data).RootElement.GetProperty("feed").GetString());
    }

    [Fact]
    public async Task Beyond_the_cap_a_stream_is_refused_and_a_closed_one_makes_room()
    {
        await _api.ConnectedAsync(Cancel);
        var client = _api.CreateClient();

        using (await client.GetAsync("/api/market/stream", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            using var refused = await client.GetAsync("/api/market/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("5", Assert.Single(refused.Headers.GetValues("Retry-After")));
        }

        await PollAsync(async () =>
        {
            using var again = await client.GetAsync("/api/market/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Streams_end_with_a_word_when_the_process_stops()
    {
        await _api.ConnectedAsync(Cancel);
        await using var stream = await _api.CreateClient().GetStreamAsync("/api/market/stream", Cancel);
        var reading = ReadTypesAsync(stream);

        await _api.DisposeAsync();

        Assert.Equal("end", (await reading.WaitAsync(TimeSpan.FromSeconds(60), Cancel))[^1]);
    }

    [Fact]
    public async Task Health_is_degraded_but_200_and_the_status_tells_about_the_feed()
    {
        var exchange = await _api.ConnectedAsync(Cancel);
        var client = _api.CreateClient();
        exchange.Send("not json");
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 1, "1"));
        await PriceAsync(client, "BTCUSDT");

        var health = await client.GetFromJsonAsync<JsonElement>("/health", Cancel);
        Assert.Equal("Degraded", health.GetProperty("status").GetString());

        var feed = (await client.GetFromJsonAsync<JsonElement>("/api/market/status", Cancel)).GetProperty("feeds")[0];
        Assert.Equal("live", feed.GetProperty("state").GetString());
        Assert.Equal(1, feed.GetProperty("framesMalformed").GetInt64());
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await _api.ConnectedAsync(Cancel);
        var document = await _api.CreateClient().GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);

        Assert.Equal(7, document.GetProperty("paths").EnumerateObject().Count(path => path.Name.StartsWith("/api/market/", StringComparison.Ordinal)));
    }

    private static async Task<List<string>> ReadTypesAsync(Stream stream)
    {
        var types = new List<string>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancel))
        {
            types.Add(item.EventType);
        }

        return types;
    }

    private static async Task<JsonElement> PriceAsync(HttpClient client, string symbol)
    {
        JsonElement price = default;
        await PollAsync(async () =>
        {
            using var response = await client.GetAsync($"/api/market/prices/{symbol}", Cancel);
            price = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            return response.IsSuccessStatusCode;
        });
        return price;
    }

    private static async Task PollAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
