using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sage.Api.Limits;
using Sage.Tests.Market;

namespace Sage.Tests.Api;

public sealed class LimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_burst_is_taken_at_once_and_then_one_token_at_a_time_as_they_come()
    {
        var time = new FakeTime();
        var table = new RateTable(perSecond: 10, burst: 3, partitions: 16, time);
        var client = new ClientAddress(1);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(table.TryTake(client)));
        Assert.Equal(TimeSpan.FromMilliseconds(100), table.TryTake(client));

        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(table.TryTake(client));
        Assert.NotNull(table.TryTake(client));

        time.Advance(TimeSpan.FromHours(1));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(table.TryTake(client)));
        Assert.NotNull(table.TryTake(client));
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void A_client_is_its_IPv4_address_or_its_IPv6_network(string one, string other, bool same) =>
        Assert.Equal(same, ClientAddress.Of(IPAddress.Parse(one)) == ClientAddress.Of(IPAddress.Parse(other)));

    [Theory]
    [InlineData("/api/market/prices")]
    [InlineData("/api/market/candles/NOSUCH")]
    [InlineData("/api/market/stream?symbols=NOSUCH")]
    public async Task Beyond_the_limit_the_answer_is_429_with_a_time_to_wait(string path)
    {
        await using var api = new ApiWithoutStores(("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "2"), ("Limits:QueriesPerSecond", "1"), ("Limits:QueryBurst", "2"));
        var client = api.CreateClient();
        await client.GetAsync(path, Cancel);
        await client.GetAsync(path, Cancel);

        using var refused = await client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("true", HttpStatusCode.OK)]
    [InlineData("false", HttpStatusCode.TooManyRequests)]
    public async Task The_address_that_a_proxy_tells_counts_only_when_that_is_configured(string enabled, HttpStatusCode ofAnother)
    {
        await using var api = new ApiWithoutStores(("ForwardedHeaders_Enabled", enabled), ("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "1"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(api, "203.0.113.1"));
        Assert.Equal(ofAnother, await StatusAsync(api, "203.0.113.2"));
    }

    [Fact]
    public async Task One_client_may_have_so_many_streams_and_a_closed_one_makes_room()
    {
        await using var api = new ApiWithoutStores(("Limits:StreamsPerClient", "1"));
        var client = api.CreateClient();
        using (var open = await client.GetAsync("/api/market/stream", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            using var refused = await client.GetAsync("/api/market/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (open.StatusCode, refused.StatusCode));
            Assert.Equal("5", Assert.Single(refused.Headers.GetValues("Retry-After")));
        }

        var clients = api.Services.GetRequiredService<Sage.Api.Market.Streaming.StreamClients>();
        await Eventually.TrueAsync(() => clients is { Count: 0, Addresses: 0 }, Cancel);
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiWithoutStores api, string forwardedFor)
    {
        var context = await api.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path) = ("GET", "/api/market/prices");
            context.Connection.RemoteIpAddress = IPAddress.Loopback;
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        }, Cancel);
        return (HttpStatusCode)context.Response.StatusCode;
    }
}
