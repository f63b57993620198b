using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Lease;

namespace Sage.Tests.Market.Feeds;

public sealed class CoinGeckoTests : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly FeedStatuses _statuses;
    private readonly ExchangeClock _clock;
    private readonly TickQueue _queue;
    private readonly ScriptedHttp _http = new();
    private readonly CoinGeckoFeed _feed;
    private readonly CancellationTokenSource _ending = new();
    private Task _leading = Task.CompletedTask;

    public CoinGeckoTests()
    {
        var (options, metrics) = (MarketParts.Options(), MarketParts.Metrics());
        _statuses = MarketParts.Statuses(_time);
        _queue = new TickQueue(options, metrics);
        _clock = new ExchangeClock(_time);
        var coins = new CoinGeckoCoins(MarketParts.Symbols, options);
        _feed = new CoinGeckoFeed(new CoinGeckoClient(_http, coins, options, _time), coins, _clock, _queue, _statuses, metrics, options, _time, NullLogger<CoinGeckoFeed>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FeedStatus Status => _statuses[FeedSource.CoinGecko];

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _leading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task It_is_left_alone_while_an_exchange_speaks()
    {
        Lead();
        for (var second = 0; second < 60; second++)
        {
            _statuses[FeedSource.GateIo].Price(0);
            await _time.AdvanceUntilAsync(() => true, TimeSpan.Zero, Cancel);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(_http.Asked);
        Assert.Equal(FeedState.Waiting, Status.Current.State);
    }

    [Fact]
    public async Task With_both_exchanges_out_it_is_asked_for_all_coins_at_once_and_told_with_its_own_time()
    {
        var updated = _time.GetUtcNow().AddSeconds(-50);
        _http.Answers.Enqueue((HttpStatusCode.OK, $$$"""{"bitcoin":{"usd":67187.3358936566,"last_updated_at":{{{updated.ToUnixTimeSeconds()}}}},"ethereum":{"usd":3.1e3,"last_updated_at":{{{updated.ToUnixTimeSeconds()}}}},"unknown":{"usd":1,"last_updated_at":1}}""", null));
        Lead();
        await _time.AdvanceUntilAsync(() => _queue.Length == 2, TimeSpan.FromSeconds(1), Cancel);

        Assert.Equal("https://api.coingecko.com/api/v3/simple/price?ids=bitcoin,ethereum&vs_currencies=usd&include_last_updated_at=true&precision=full", Assert.Single(_http.Asked));
        Assert.True(_queue.TryTake(out MarketEvent bitcoin));
        Assert.Equal((FeedSource.CoinGecko, 67187.3358936566m, updated.ToUnixTimeSeconds() * 1000), (bitcoin.Source, bitcoin.Price, bitcoin.ExchangeTime));
        Assert.True(_queue.TryTake(out MarketEvent ethereum));
        Assert.Equal(3100m, ethereum.Price);
    }

    [Fact]
    public async Task Told_to_wait_it_waits_as_long_as_it_was_told()
    {
        _http.Answers.Enqueue((HttpStatusCode.TooManyRequests, "", TimeSpan.FromSeconds(90)));
        Lead();
        await _time.AdvanceUntilAsync(() => Status.Disconnects == 1, TimeSpan.FromSeconds(1), Cancel);
        Assert.StartsWith("RateLimited: status 429", Status.Current.LastDisconnect, StringComparison.Ordinal);

        _http.Answers.Enqueue((HttpStatusCode.OK, "{}", null));
        var from = _time.GetUtcNow();
        await _time.AdvanceUntilAsync(() => _http.Asked.Count == 2, TimeSpan.FromSeconds(1), Cancel);
        Assert.InRange(_time.GetUtcNow() - from, TimeSpan.FromSeconds(89), TimeSpan.FromSeconds(92));
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_is_counted()
    {
        _http.Answers.Enqueue((HttpStatusCode.OK, "<html>Maintenance</html>", null));
        Lead();
        await _time.AdvanceUntilAsync(() => Status.Malformed == 1, TimeSpan.FromSeconds(1), Cancel);

        Assert.Equal(0, _queue.Length);
    }

    [Fact]
    public void Answers_of_every_size_depth_and_damage_make_prices_or_none()
    {
        var coins = new CoinGeckoCoins(MarketParts.Symbols, MarketParts.Options());
        FrameFuzz.Run(["""{"bitcoin":{"usd":67187.3358936566,"last_updated_at":1711356300},"ethereum":{"usd":3.1e3,"last_updated_at":1711356300}}"""], answer =>
        {
            var prices = new List<MarketEvent>();
            var usable = CoinGeckoParser.TryParse(answer, coins, prices);
            Assert.True(usable || prices.Count == 0);
            Assert.All(prices, price => Assert.True(price.Price > 0));
        });
    }

    private void Lead() => _leading = _feed.LeadAsync(new LeaseTerm(1), _ending.Token);

    private sealed class ScriptedHttp : HttpMessageHandler, IHttpClientFactory
    {
        public Queue<(HttpStatusCode Status, string Body, TimeSpan? RetryAfter)> Answers { get; } = [];

        public List<string> Asked { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            var (status, body, retryAfter) = Answers.TryDequeue(out var answer) ? answer : (HttpStatusCode.NotFound, "", null);
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            response.Headers.RetryAfter = retryAfter is { } pause ? new System.Net.Http.Headers.RetryConditionHeaderValue(pause) : null;
            return Task.FromResult(response);
        }
    }
}
