using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.FearGreed;

internal sealed class FearGreedOptions
{
    /// <summary>Host of the fear &amp; greed index.</summary>
    [Required]
    public Uri Url { get; set; } = new("https://api.alternative.me");
}
