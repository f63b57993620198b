using System.Net;

namespace Sage.Tests.Api;

public sealed class PriceCachingTests : IAsyncLifetime
{
    private readonly ApiWithoutStores _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("/api/market/prices")]
    [InlineData("/api/market/prices?symbols=BTCUSDT")]
    [InlineData("/api/market/prices/BTCUSDT")]
    public async Task Who_has_the_newest_prices_is_told_so_until_they_change(string path)
    {
        var exchange = await _api.ConnectedAsync(Cancel);
        var client = _api.CreateClient();
        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 1, "64000.10"));
        await UntilPriceAsync(client, "64000.10");

        using var first = await client.GetAsync(path, Cancel);
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, (await AgainAsync(client, path, first.Headers.ETag.ToString())).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await AgainAsync(client, path, $"\"other\", W/{first.Headers.ETag}")).StatusCode);

        exchange.Send(ApiWithoutStores.Trade("BTCUSDT", 2, "64000.20"));
        await UntilPriceAsync(client, "64000.20");
        using var changed = await AgainAsync(client, path, first.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("64000.20", await changed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/market/prices")]
    [InlineData("/api/market/symbols")]
    [InlineData("/api/market/status")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        await _api.ConnectedAsync(Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        using var response = await _api.CreateClient().SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    private static Task<HttpResponseMessage> AgainAsync(HttpClient client, string path, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return client.SendAsync(request, Cancel);
    }

    private static async Task UntilPriceAsync(HttpClient client, string price)
    {
        for (var found = false; !found; await Task.Yield())
        {
            Cancel.ThrowIfCancellationRequested();
            using var response = await client.GetAsync("/api/market/prices", Cancel);
            found = (await response.Content.ReadAsStringAsync(Cancel)).Contains(price, StringComparison.Ordinal);
        }
    }
}
