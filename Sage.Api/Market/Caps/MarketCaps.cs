using System.Collections.Frozen;

namespace Sage.Api.Market.Caps;

/// <summary>Market capitalizations in US dollars, by base ("BTC").</summary>
internal sealed class MarketCaps
{
    private readonly IReadOnlyDictionary<string, decimal> _known = FrozenDictionary<string, decimal>.Empty;

    /// <summary>What is known; empty when nothing is.</summary>
    public ValueTask<IReadOnlyDictionary<string, decimal>> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_known);
}
