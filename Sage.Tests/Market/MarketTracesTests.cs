using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Market.Caps;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Lease;

namespace Sage.Tests.Market;

/// <summary>What operators and upstreams get to see of the slice.</summary>
public sealed class MarketTracesTests
{
    [Fact]
    public async Task A_term_has_a_span_at_its_begin_and_its_end_and_no_secret_in_the_status()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Sage.Market",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Enqueue($"{activity.DisplayName} {activity.GetTagItem("sage.market.term")}"),
        };
        ActivitySource.AddActivityListener(listener);
        var (time, table, status) = (new FakeTime(), new OneTerm(), new LeaseStatus());
        using var lease = new FeedLease(table, [new Fails()], status, MarketParts.Metrics(), time, NullLogger<FeedLease>.Instance);

        await lease.StartAsync(TestContext.Current.CancellationToken);
        await time.AdvanceUntilAsync(() => status.Current.Problem == "Fails failed; the log says why.", TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        await lease.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"market lease taken {OneTerm.Token}", spans);
        Assert.Contains($"market lease lost {OneTerm.Token}", spans);
    }

    [Fact]
    public void Every_client_of_CoinGecko_says_its_name()
    {
        var services = new ServiceCollection();
        services.AddFeeds(leads: true);
        services.AddMarketCaps();
        using var provider = services.BuildServiceProvider();
        var clients = provider.GetRequiredService<IHttpClientFactory>();

        Assert.All([CoinGeckoClient.HttpClientName, CoinGeckoMarkets.ClientName], name =>
        {
            using var client = clients.CreateClient(name);
            Assert.Equal("Sage/1.0", client.DefaultRequestHeaders.UserAgent.ToString());
        });
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void From_a_simulated_market_no_refusal_leads_to_the_real_one(bool simulated, bool elsewhere)
    {
        var (time, metrics) = (new FakeTime(), MarketParts.Metrics());
        var options = MarketParts.Options(options => options.Simulated = simulated);
        var protocol = new BinanceProtocol(MarketParts.Symbols, new ExchangeClock(time), new TickQueue(options, metrics), MarketParts.Statuses(time), metrics, options, time, NullLogger<BinanceProtocol>.Instance);

        Assert.Equal(elsewhere, protocol.TryElsewhere(DisconnectReason.Restricted));
    }

    private sealed class Fails : IFeedLeader
    {
        public Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken) => throw new InvalidOperationException("Host=10.0.0.1;Password=secret");
    }

    private sealed class OneTerm : ILeaseTable
    {
        public const long Token = 7_700_000_001;

        private int _asked;

        public Task<LeaseAnswer> TakeAsync(string holder, CancellationToken cancellationToken) =>
            Task.FromResult(new LeaseAnswer(_asked++ == 0, Token, holder));

        public Task<bool> RenewAsync(long token, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task ReleaseAsync(long token, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
