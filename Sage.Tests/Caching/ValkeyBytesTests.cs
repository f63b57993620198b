using Microsoft.Extensions.DependencyInjection;
using Sage.Api.Caching;
using Sage.Api.Data;
using Sage.Tests.AppHost;
using Sage.Tests.Market;
using StackExchange.Redis;

namespace Sage.Tests.Caching;

[Collection(SageCollection.Name)]
public sealed class ValkeyBytesTests(SageApp sage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_come_back_as_they_were_and_go_when_their_time_is_over()
    {
        await using var services = Connecting(await sage.ConnectionStringAsync("valkey", Cancel));
        var bytes = new ValkeyBytes(new ValkeyConnection(services));
        var key = $"test:{Guid.NewGuid():N}";
        byte[] payload = [0, 255, 13, 10, 0];

        Assert.Null(await bytes.GetAsync(key, Cancel));
        await bytes.SetAsync(key, payload, TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(payload, await bytes.GetAsync(key, Cancel));

        var left = await services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().KeyTimeToLiveAsync(key, CommandFlags.None);
        Assert.InRange(left!.Value, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_client_that_blocks_on_its_first_connection_does_not_hold_up_a_caller()
    {
        using var connected = new ManualResetEventSlim();
        await using var services = new ServiceCollection().AddSingleton<IConnectionMultiplexer>(_ =>
        {
            connected.Wait(Cancel);
            throw new TimeoutException("Nothing answers.");
        }).BuildServiceProvider();
        var parts = new CacheParts();
        var shared = new SharedLevel(
            new ValkeyBytes(new ValkeyConnection(services)), Microsoft.Extensions.Options.Options.Create(new CacheOptions()), parts.Metrics, parts.Time, new TestLogger<SharedLevel>());

        var asking = shared.GetAsync(CacheParts.Policy().Key("a"), Cancel);
        await parts.Time.AdvanceUntilAsync(() => asking.IsCompleted, TimeSpan.FromMilliseconds(50), Cancel);

        Assert.Null(await asking);
        connected.Set();
    }

    private static ServiceProvider Connecting(string connectionString) =>
        new ServiceCollection().AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(connectionString)).BuildServiceProvider();
}
