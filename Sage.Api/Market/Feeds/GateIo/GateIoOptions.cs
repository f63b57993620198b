using System.ComponentModel.DataAnnotations;

namespace Sage.Api.Market.Feeds.GateIo;

internal sealed class GateIoOptions
{
    /// <summary>Whether it is read at all; without it CoinGecko follows Binance.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The websocket of version 4.</summary>
    [Required]
    public Uri StreamUrl { get; set; } = new("wss://api.gateio.ws/ws/v4/");

    /// <summary>How often its own ping is sent: it keeps the connection on the other side.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(10);
}
