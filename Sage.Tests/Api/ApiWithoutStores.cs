using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Lease;
using Sage.Tests.Market;

namespace Sage.Tests.Api;

/// <summary>The whole API in the test's process: it leads, the exchanges are scripted, Postgres and Valkey are down.</summary>
internal sealed class ApiWithoutStores(params (string Key, string Value)[] settings) : WebApplicationFactory<MarketOptions>
{
    // Nothing listens on port 1.
    private const string NoDatabase = "Host=127.0.0.1;Port=1;Username=sage_admin;Password=hunter2;Database=sage;Timeout=2";
    private const string NoCache = "127.0.0.1:1,password=hunter2,abortConnect=false,connectTimeout=200,connectRetry=0";

    public ScriptedSockets Exchange { get; } = new();

    /// <summary>What the sources over HTTP answer; a request that a test did not plan fails.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Web { get; init; } = _ => null;

    public async Task<ScriptedSocket> ConnectedAsync(CancellationToken cancellationToken)
    {
        _ = Server;
        return await Exchange.NextAsync(cancellationToken);
    }

    public static string Trade(string symbol, long id, string price)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return $$"""{"stream":"x@trade","data":{"e":"trade","E":{{now}},"s":"{{symbol}}","t":{{id}},"p":"{{price}}","q":"0.01","T":{{now}},"m":true,"M":true} }""";
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:sage", NoDatabase);
        builder.UseSetting("ConnectionStrings:valkey", NoCache);
        builder.UseSetting("Market:CoinGecko:Enabled", "false");
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services => services
            .AddSingleton<IFeedSocketFactory>(Exchange)
            .AddSingleton<ILeaseTable, FreeLease>()
            .ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new ScriptedHttp(Web))));
    }
}
