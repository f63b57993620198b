using Microsoft.Extensions.Options;

namespace Sage.Api.Market;

/// <summary>Which market this process shows. What is kept of the exchange, of the simulator, and of the simulator with another seed never mixes.</summary>
internal sealed class MarketName(IOptions<MarketOptions> options)
{
    /// <summary>As tables and cache keys have it.</summary>
    public string Value { get; } = options.Value switch
    {
        { Simulated: false } => "live",
        { SimulatedSeed: MarketOptions.UsualSeed } => "simulated",
        { SimulatedSeed: var seed } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"simulated-{seed}"),
    };
}
