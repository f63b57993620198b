using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds.CoinGecko;

internal sealed class CoinGeckoOptions
{
    /// <summary>Host of the REST interface.</summary>
    [Required]
    public Uri Url { get; set; } = new("https://api.coingecko.com");
}
