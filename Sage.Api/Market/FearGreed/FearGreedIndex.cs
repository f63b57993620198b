using Sage.Api.Caching;

namespace Sage.Api.Market.FearGreed;

/// <summary>The fear and greed index of the last year.</summary>
internal sealed class FearGreedIndex(SageCache cache, AlternativeMeClient source, MarketName market)
{
    // It changes once a day.
    internal static readonly CachePolicy<FearGreedReading[]> Policy = new("fear-greed", 1, FearGreedJson.Default.FearGreedReadingArray)
    {
        TimeToLive = TimeSpan.FromSeconds(1800),
        StaleFor = TimeSpan.FromDays(3),
        LoadTimeout = TimeSpan.FromSeconds(5),
        PauseAfterFailure = TimeSpan.FromSeconds(30),
    };

    private readonly CacheKey<FearGreedReading[]> _key = Policy.Key(market.Value);

    /// <summary>Null: it has never been read, and cannot be at the moment.</summary>
    public async ValueTask<FearGreedHistory?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var readings = await cache.GetAsync(_key, source.GetAsync, cancellationToken);
            return new FearGreedHistory(readings.Value, readings.Stale);
        }
        catch (CacheLoadException)
        {
            // The cache has logged why.
            return null;
        }
    }
}
