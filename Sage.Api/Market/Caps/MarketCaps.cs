using System.Text.Json.Serialization;
using Sage.Api.Caching;

namespace Sage.Api.Market.Caps;

/// <summary>Market capitalizations in US dollars, by base ("BTC").</summary>
internal sealed partial class MarketCaps(SageCache cache, CoinGeckoMarkets source, MarketName market, TimeProvider time)
{
    internal static readonly CachePolicy<Dictionary<string, decimal>> Policy = new("market-caps", 1, CapsJson.Default.DictionaryStringDecimal)
    {
        TimeToLive = TimeSpan.FromMinutes(10),
        StaleFor = TimeSpan.FromDays(1),
        LoadTimeout = TimeSpan.FromSeconds(5),
        PauseAfterFailure = TimeSpan.FromMinutes(1),
    };

    // Nice to have: nobody waits long for it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<string, decimal> Unknown = [];

    private readonly CacheKey<Dictionary<string, decimal>> _key = Policy.Key(market.Value);

    /// <summary>What is known; empty when nothing is.</summary>
    public async ValueTask<IReadOnlyDictionary<string, decimal>> ReadAsync(CancellationToken cancellationToken)
    {
        // By its own time limits: who does not wait any longer finds it there next time.
        var loading = cache.GetAsync(_key, source.GetAsync, CancellationToken.None).AsTask();
        try
        {
            return (await loading.WaitAsync(Patience, time, cancellationToken)).Value;
        }
        catch (Exception exception) when (exception is CacheLoadException or TimeoutException)
        {
            // The cache has logged why.
            return cache.Peek(_key)?.Value ?? Unknown;
        }
    }

    [JsonSerializable(typeof(Dictionary<string, decimal>))]
    private sealed partial class CapsJson : JsonSerializerContext;
}
