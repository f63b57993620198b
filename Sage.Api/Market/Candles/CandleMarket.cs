using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Candles;

/// <summary>Which market this process keeps the candles of: the simulator's and the exchange's never mix.</summary>
internal sealed class CandleMarket(IOptions<MarketOptions> options)
{
    /// <summary>As the tables name it.</summary>
    public string Name { get; } = options.Value.Simulated ? "simulated" : "live";
}
