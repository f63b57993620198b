using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sage.Api.Caching;
using Sage.Api.Data;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Sharing;
using Sage.AppHost.Aws.Caches;
using Sage.Tests.Api;
using Sage.Tests.Market;
using StackExchange.Redis;

namespace Sage.Tests.Aws.Data;

/// <summary>The client of the API against a server that has the rules and the TLS of the published cache, by the published connection string.</summary>
public sealed class ValkeyUserTests(SageTemplates sage)
{
    private const string Password = "abcDEF0123456789abcDEF0123456789";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_the_API_asks_of_Valkey_is_allowed()
    {
        await using var valkey = await TlsValkey.StartAsync(ValkeyUser.AccessString, Password, Cancel);
        await using var client = await ConnectAsync(valkey, Password);

        var bytes = new ValkeyBytes(new ValkeyConnection(client));
        await bytes.SetAsync("key", [0, 255], TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal([0, 255], await bytes.GetAsync("key", Cancel));

        var heard = new List<PriceQuote>();
        var shared = new SharedPrices(new ValkeyConnection(client), MarketParts.Symbols, MarketParts.Options(), TimeProvider.System);
        await shared.SubscribeAsync(quotes =>
        {
            lock (heard)
            {
                heard.AddRange(quotes);
            }
        }, exception => throw exception, Cancel);
        Assert.Null(await shared.PublishAsync([Quote(100)], token: 1, Cancel));
        await Eventually.TrueAsync(() => { lock (heard) { return heard.Count > 0; } }, Cancel);

        Assert.Equal(100m, Assert.Single(heard).Price);
        Assert.Equal(100m, Assert.Single(await shared.ReadAllAsync(Cancel)).Price);
        // The health check.
        Assert.True(await client.GetRequiredService<IConnectionMultiplexer>().GetDatabase().PingAsync() >= TimeSpan.Zero);
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("KEYS", "*")]
    [InlineData("CONFIG", "SET", "maxmemory", "1")]
    [InlineData("ACL", "SETUSER", "other", "on", "nopass", "+@all")]
    [InlineData("CLIENT", "KILL", "TYPE", "normal")]
    [InlineData("SHUTDOWN")]
    [InlineData("REPLICAOF", "somewhere", "6379")]
    public async Task What_would_harm_others_is_refused(string command, params string[] arguments)
    {
        await using var valkey = await TlsValkey.StartAsync(ValkeyUser.AccessString, Password, Cancel);
        await using var client = await ConnectAsync(valkey, Password);

        var refused = await Assert.ThrowsAsync<RedisServerException>(() => client.GetRequiredService<IConnectionMultiplexer>().GetDatabase().ExecuteAsync(command, [.. arguments]));

        Assert.StartsWith("NOPERM", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_password_is_refused()
    {
        await using var valkey = await TlsValkey.StartAsync(ValkeyUser.AccessString, Password, Cancel);
        await using var client = await ConnectAsync(valkey, "other");

        await Assert.ThrowsAnyAsync<Exception>(() => new ValkeyBytes(new ValkeyConnection(client)).GetAsync("key", Cancel));
    }

    // Proves that the rules of the server are what decides: the same client fails where they are too narrow.
    [Fact]
    public async Task Rules_without_scripts_would_be_noticed()
    {
        await using var valkey = await TlsValkey.StartAsync(ValkeyUser.AccessString.Replace("+@scripting", "", StringComparison.Ordinal), Password, Cancel);
        await using var client = await ConnectAsync(valkey, Password);
        var shared = new SharedPrices(new ValkeyConnection(client), MarketParts.Symbols, MarketParts.Options(), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<RedisServerException>(() => shared.PublishAsync([Quote(100)], token: 1, Cancel));

        Assert.StartsWith("NOPERM", refused.Message, StringComparison.Ordinal);
    }

    private async Task<ServiceProvider> ConnectAsync(TlsValkey valkey, string password)
    {
        var options = ConfigurationOptions.Parse(await ConnectionStringAsync(valkey.Port, password));
        Assert.True(options.Ssl);
        // ElastiCache's certificate is signed by Amazon; this one by nobody.
        options.CertificateValidation += (_, certificate, _, _) => certificate?.GetCertHashString() == valkey.Thumbprint;
        options.AbortOnConnectFail = false;
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(options);
        return new ServiceCollection().AddSingleton<IConnectionMultiplexer>(_ => multiplexer).BuildServiceProvider();
    }

    /// <summary>The text of the template, with what AWS puts into it.</summary>
    private async Task<string> ConnectionStringAsync(int port, string password)
    {
        var secret = (await sage.GetAsync()).One("AWS::SecretsManager::Secret", "Name", "sage/backend/ConnectionStrings__valkey");
        var text = string.Concat(secret["SecretString"]!["Fn::Join"]![1]!.AsArray().Select(part => part switch
        {
            JsonValue literal => literal.GetValue<string>(),
            { } reference when reference["Fn::GetAtt"] is not null => "localhost",
            _ => "ARN",
        }));
        return text.Replace("{{resolve:secretsmanager:ARN:SecretString:password::}}", password, StringComparison.Ordinal).Replace(":6379", $":{port}", StringComparison.Ordinal);
    }

    private static PriceQuote Quote(decimal price) => new()
    {
        Symbol = "BTCUSDT", Price = price, Source = FeedSource.Binance, ExchangeTime = 1, ReceivedAt = 1, Revision = 1,
    };
}
