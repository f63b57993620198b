using System.ComponentModel.DataAnnotations;

namespace Sage.Api.Market.Feeds.Binance;

internal sealed class BinanceOptions
{
    /// <summary>Host of the websocket streams.</summary>
    [Required]
    public Uri StreamUrl { get; set; } = new("wss://stream.binance.com:9443");

    /// <summary>The same market data for regions where the host above answers 451.</summary>
    [Required]
    public Uri FallbackStreamUrl { get; set; } = new("wss://data-stream.binance.vision");

    /// <summary>Host of the REST interface, for market data only.</summary>
    [Required]
    public Uri RestUrl { get; set; } = new("https://data-api.binance.vision");

    /// <summary>A connection of this age is replaced without a gap: Binance ends it after 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "23:59:00")]
    public TimeSpan RenewAfter { get; set; } = TimeSpan.FromHours(23.5);
}
