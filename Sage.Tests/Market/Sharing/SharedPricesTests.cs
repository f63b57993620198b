using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Data;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Lease;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Sharing;
using Sage.Tests.AppHost;
using StackExchange.Redis;

namespace Sage.Tests.Market.Sharing;

/// <summary>Prices in a real Valkey, with the objects of several processes.</summary>
[Collection(SageCollection.Name)]
public sealed class SharedPricesTests(SageApp sage) : IAsyncLifetime
{
    private readonly string _name = $"test-{Guid.NewGuid().ToString("N")[..8]}";
    private ConnectionMultiplexer? _valkey;
    private ServiceProvider? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDatabase Database => _valkey!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _valkey = await ConnectionMultiplexer.ConnectAsync(await sage.ConnectionStringAsync("valkey", Cancel));
        _services = new ServiceCollection().AddSingleton<IConnectionMultiplexer>(_valkey).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        _valkey!.Dispose();
    }

    [Fact]
    public async Task A_smaller_token_than_the_newest_writes_nothing()
    {
        var shared = Process().Shared;
        Assert.Null(await shared.PublishAsync([Quote(100, token: 5)], 5, Cancel));

        Assert.Equal(5, await shared.PublishAsync([Quote(99, token: 4)], 4, Cancel));
        Assert.Equal(100m, Assert.Single(await shared.ReadAllAsync(Cancel)).Price);
        Assert.Null(await shared.PublishAsync([Quote(101, token: 6)], 6, Cancel));
        Assert.Equal(101m, Assert.Single(await shared.ReadAllAsync(Cancel)).Price);
    }

    [Fact]
    public async Task A_shared_price_expires_after_300_seconds_and_keeps_all_it_says()
    {
        var shared = Process().Shared;
        var quote = Quote(64000.10000000m, token: 1) with { Source = FeedSource.GateIo, Simulated = true, TradeId = 7, Day = new DayStatistics(1, 2, 3, 4.50m) };
        await shared.PublishAsync([quote], 1, Cancel);

        Assert.Equal(quote, Assert.Single(await shared.ReadAllAsync(Cancel)) with { Age = 0 });
        Assert.InRange((await Database.KeyTimeToLiveAsync($"{_name}:{{market}}:price:v3:BTCUSDT"))!.Value, TimeSpan.FromSeconds(290), TimeSpan.FromSeconds(300));
    }

    [Fact]
    public async Task What_one_process_reads_the_other_shows()
    {
        var (leader, follower) = (Process(), Process());
        using var subscriber = new PriceSubscriber(follower.Board, follower.Shared, TimeProvider.System, NullLogger<PriceSubscriber>.Instance);
        await subscriber.StartAsync(Cancel);
        using var ending = new CancellationTokenSource();
        var publishing = Publisher(leader).LeadAsync(new LeaseTerm(3), ending.Token);

        leader.Board.Apply(MarketParts.Trade(1, 100, TimeProvider.System.GetUtcNow()), 3);
        leader.Board.Announce();
        await UntilAsync(() => follower.Board.Get(0)?.Quote is { Price: 100, Token: 3 });
        Assert.False(follower.Board.Get(0)!.Local);

        await ending.CancelAsync();
        await publishing;
        await subscriber.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_price_that_was_left_long_ago_is_stale_where_it_is_taken_over()
    {
        var (leader, follower) = (Process(), Process());
        await leader.Shared.PublishAsync([Quote(100, token: 1) ], 1, Cancel);
        // As if it had waited for 20 seconds by Valkey's own clock.
        await Database.KeyExpireAsync($"{_name}:{{market}}:price:v3:BTCUSDT", TimeSpan.FromSeconds(280), CommandFlags.None);
        using var subscriber = new PriceSubscriber(follower.Board, follower.Shared, TimeProvider.System, NullLogger<PriceSubscriber>.Instance);
        await subscriber.StartAsync(Cancel);

        await UntilAsync(() => follower.Board.Get(0) is { Stale: true });
        await subscriber.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_leader_whose_place_is_taken_learns_it_from_Valkey_and_shares_nothing()
    {
        var (old, next) = (Process(), Process());
        await next.Shared.PublishAsync([Quote(200, token: 8)], 8, Cancel);
        var term = new LeaseTerm(7);
        using var ending = new CancellationTokenSource();
        var publishing = Publisher(old).LeadAsync(term, ending.Token);

        old.Board.Apply(MarketParts.Trade(1, 100, TimeProvider.System.GetUtcNow()), term.Token);
        old.Board.Announce();
        Assert.Contains("term 8", await term.Deposed.WaitAsync(TimeSpan.FromSeconds(60), Cancel), StringComparison.Ordinal);
        Assert.Equal(200m, Assert.Single(await next.Shared.ReadAllAsync(Cancel)).Price);

        await ending.CancelAsync();
        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task What_came_without_a_word_is_found_and_the_subscription_made_anew()
    {
        var (leader, follower) = (Process(), Process());
        using var subscriber = new PriceSubscriber(follower.Board, follower.Shared, TimeProvider.System, NullLogger<PriceSubscriber>.Instance);
        await leader.Shared.PublishAsync([Quote(100, token: 1)], 1, Cancel);
        await subscriber.StartAsync(Cancel);
        await UntilAsync(() => follower.Board.Get(0) is not null);

        // As after a restart of Valkey: the connection that carried the messages is gone, the keys are told anew.
        await Database.ExecuteAsync("client", "kill", "type", "pubsub");
        await leader.Shared.PublishAsync([Quote(101, token: 1) with { Revision = 2 }], 1, Cancel);
        await UntilAsync(() => follower.Board.Get(0)!.Quote.Price == 101);

        await leader.Shared.PublishAsync([Quote(102, token: 1) with { Revision = 3 }], 1, Cancel);
        await UntilAsync(() => follower.Board.Get(0)!.Quote.Price == 102);
        await subscriber.StopAsync(Cancel);
    }

    private (SharedPrices Shared, PriceBoard Board) Process()
    {
        var options = MarketParts.Options(options => options.ShareAs = _name);
        return (
            new SharedPrices(new ValkeyConnection(_services!), MarketParts.Symbols, options, TimeProvider.System),
            new PriceBoard(MarketParts.Symbols, options, TimeProvider.System));
    }

    private static PricePublisher Publisher((SharedPrices Shared, PriceBoard Board) process) =>
        new(process.Board, process.Shared, MarketParts.Metrics(), TimeProvider.System, NullLogger<PricePublisher>.Instance);

    private static PriceQuote Quote(decimal price, long token)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return new PriceQuote { Symbol = "BTCUSDT", Price = price, Source = FeedSource.Binance, ExchangeTime = now, ReceivedAt = now, Revision = 1, Token = token };
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
