using System.Net;
using Sage.Api.Market;
using Sage.Api.Market.Caps;
using Sage.Tests.Caching;

namespace Sage.Tests.Market;

public sealed class MarketCapsTests
{
    private Func<HttpResponseMessage?> _answer = () => ScriptedHttp.Json("""
        [
          {"id":"bitcoin","symbol":"btc","name":"Bitcoin","current_price":64000.12,"market_cap":1263412345678,"market_cap_rank":1},
          {"id":"ethereum","symbol":"eth","name":"Ethereum","market_cap":3.7312345678901E11},
          {"id":"bitcoin-fake","symbol":"btc","name":"Fake","market_cap":12.5},
          {"id":"new","symbol":"new","name":"New","market_cap":null},
          {"id":"zero","symbol":"zero","name":"Zero","market_cap":0},
          null
        ]
        """);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Capitalizations_are_exact_by_base_and_asked_for_once()
    {
        var (caps, http, _) = Create();

        var known = await caps.ReadAsync(Cancel);
        await caps.ReadAsync(Cancel);

        Assert.Equal([("BTC", 1_263_412_345_678m), ("ETH", 373_123_456_789.01m)], known.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("/api/v3/coins/markets", Assert.Single(http.Requests).AbsolutePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"status\":{\"error_code\":429}}")]
    [InlineData("[]")]
    [InlineData("[{\"symbol\":\"btc\",\"market_cap\":\"a lot\"}]")]
    [InlineData("[{\"symbol\":\"btc\",\"market_cap\":1e40}]")]
    public async Task Without_an_answer_nothing_is_known_and_nobody_is_told_wrong(string answer)
    {
        var (caps, _, _) = Create();
        _answer = () => ScriptedHttp.Json(answer);

        Assert.Empty(await caps.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_source_that_refuses_is_left_alone_for_a_minute_and_the_last_values_stay()
    {
        var (caps, http, cache) = Create();
        await caps.ReadAsync(Cancel);
        cache.Time.Advance(TimeSpan.FromMinutes(11));
        _answer = () => new HttpResponseMessage(HttpStatusCode.TooManyRequests);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(2, (await caps.ReadAsync(Cancel)).Count);
        }

        Assert.Equal(2, http.Requests.Count);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_half_a_second()
    {
        var cache = new CacheParts();
        var caps = new MarketCaps(cache.Cache, new CoinGeckoMarkets(new NeverAnswers(), MarketParts.Options()), new MarketName(MarketParts.Options()), cache.Time);
        var started = cache.Time.GetUtcNow();

        var reading = caps.ReadAsync(Cancel).AsTask();
        await cache.Time.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromMilliseconds(50), Cancel);

        Assert.Empty(await reading);
        Assert.InRange(cache.Time.GetUtcNow() - started, TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(800));
    }

    private (MarketCaps Caps, ScriptedHttp Http, CacheParts Cache) Create()
    {
        var http = new ScriptedHttp(_ => _answer());
        var cache = new CacheParts();
        return (new MarketCaps(cache.Cache, new CoinGeckoMarkets(http, MarketParts.Options()), new MarketName(MarketParts.Options()), cache.Time), http, cache);
    }

    private sealed class NeverAnswers : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Never reached.");
        }
    }
}
