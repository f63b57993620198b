using System.Buffers;
using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sage.Api.Market;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Streaming;
using Sage.Tests.Api;

namespace Sage.Tests.Market;

public sealed class PriceStreamTests : IAsyncLifetime
{
    private readonly ApiWithoutStores _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_client_that_comes_back_gets_only_what_has_changed_since()
    {
        var exchange = await _api.ConnectedAsync(Cancel);
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 1, "1"));
        exchange.Send(ApiWithoutStores.Trade("ETHUSDT", 1, "3.00"));
        await UntilAsync(2);
        var id = (await FirstAsync("/api/market/stream")).EventId!;
        exchange.Send(ApiWithoutStores.Trade("ETHUSDT", 2, "3.01"));
        var board = _api.Services.GetRequiredService<PriceBoard>();
        await Eventually.TrueAsync(() => board.Get(1)?.Quote.Price == 3.01m, Cancel);

        var byHeader = await FirstAsync("/api/market/stream", id);
        var byQuery = await FirstAsync($"/api/market/stream?lastEventId={id}");

        Assert.Equal(("prices", "prices"), (byHeader.EventType, byQuery.EventType));
        Assert.Equal(["ETHUSDT=3.01"], Prices(byHeader));
        Assert.Equal(["ETHUSDT=3.01"], Prices(byQuery));
    }

    [Theory]
    [InlineData("/api/market/stream?lastEventId=00000000-1")]
    [InlineData("/api/market/stream?lastEventId=nonsense")]
    [InlineData("/api/market/stream?lastEventId={epoch}-99999999")]
    [InlineData("/api/market/stream?symbols=BTCUSDT&lastEventId={epoch}-1")]
    public async Task An_id_of_another_time_set_or_future_begins_anew(string path)
    {
        var exchange = await _api.ConnectedAsync(Cancel);
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 1, "1"));
        await UntilAsync(1);
        var epoch = _api.Services.GetRequiredService<PriceBoard>().Epoch;

        var first = await FirstAsync(path.Replace("{epoch}", epoch, StringComparison.Ordinal));

        Assert.Equal("snapshot", first.EventType);
        Assert.Equal(["BTCUSDT=1"], Prices(first));
    }

    [Fact]
    public async Task A_client_that_disconnects_leaves_nothing_behind()
    {
        await _api.ConnectedAsync(Cancel);
        var client = _api.CreateClient();
        var (clients, broadcaster) = (_api.Services.GetRequiredService<StreamClients>(), _api.Services.GetRequiredService<PriceBroadcaster>());
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
        {
            open.Add(await client.GetAsync(i % 2 == 0 ? "/api/market/stream" : "/api/market/stream?symbols=BTCUSDT", HttpCompletionOption.ResponseHeadersRead, Cancel));
        }

        await Eventually.TrueAsync(() => broadcaster.Count == 20, Cancel);
        Assert.Equal(20, clients.Count);

        open.ForEach(response => response.Dispose());
        await Eventually.TrueAsync(() => clients.Count == 0 && broadcaster.Count == 0, Cancel);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_left_out_and_gets_the_newest_prices_afterwards()
    {
        var time = new FakeTime();
        var board = new PriceBoard(MarketParts.Symbols, MarketParts.Options(), time);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var all = SymbolSet.All(MarketParts.Symbols);
        var client = new StreamClient(pipe.Writer, all, sent: 0);
        var group = new StreamGroup(all, "e", MarketParts.Symbols);
        group.Add(client);

        (int Written, int Conflated) Pass()
        {
            var entries = new List<PriceEntry>();
            return group.Write(entries, board.CollectSince(0, entries), heartbeat: null);
        }

        board.Apply(MarketParts.Trade(1, 100, time.GetUtcNow()), token: 1);
        board.Apply(MarketParts.Trade(1, 7, time.GetUtcNow(), symbol: 1), token: 1);
        Assert.Equal((1, 0), Pass());
        for (var i = 2; i <= 1_000; i++)
        {
            board.Apply(MarketParts.Trade(i, 100 + i, time.GetUtcNow()), token: 1);
            Assert.Equal((0, 1), Pass());
        }

        var first = await TakeAsync(pipe);
        Assert.Contains("\"price\":\"100\"", first, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Pass().Written == 1, Cancel);
        var second = await TakeAsync(pipe);
        Assert.Contains("\"price\":\"1100\"", second, StringComparison.Ordinal);
        Assert.DoesNotContain("ETHUSDT", second, StringComparison.Ordinal);
        Assert.Equal((0, 0), Pass());
    }

    [Fact]
    public async Task Who_has_left_is_never_written_to_again()
    {
        var pipe = new Pipe();
        var client = new StreamClient(pipe.Writer, default, sent: 0);

        await client.Leave();

        Assert.False(client.TryWrite("data"u8));
        Assert.Equal(0, pipe.Writer.UnflushedBytes);
    }

    private static async Task<string> TakeAsync(Pipe pipe)
    {
        var read = await pipe.Reader.ReadAsync(Cancel);
        var text = Encoding.UTF8.GetString(read.Buffer.ToArray());
        pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private static IEnumerable<string> Prices(SseItem<string> item) =>
        [.. JsonDocument.Parse(item.Data).RootElement.EnumerateArray().Select(price => $"{price.GetProperty("symbol").GetString()}={price.GetProperty("price").GetString()}")];

    private Task UntilAsync(int prices)
    {
        var board = _api.Services.GetRequiredService<PriceBoard>();
        return Eventually.TrueAsync(() => Enumerable.Range(0, prices).All(symbol => board.Get(symbol) is not null), Cancel);
    }

    private async Task<SseItem<string>> FirstAsync(string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId is null ? [] : [lastEventId]);
        using var response = await _api.CreateClient().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancel))
        {
            return item;
        }

        throw new InvalidOperationException("The stream ended without an event.");
    }
}
