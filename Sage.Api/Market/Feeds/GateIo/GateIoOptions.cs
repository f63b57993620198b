using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds.GateIo;

internal sealed class GateIoOptions
{
    /// <summary>The websocket of version 4.</summary>
    [Required]
    public Uri StreamUrl { get; set; } = new("wss://api.gateio.ws/ws/v4/");
}
