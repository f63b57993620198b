using System.ComponentModel.DataAnnotations;

namespace Sage.Api.Market.Feeds.CoinGecko;

internal sealed class CoinGeckoOptions
{
    /// <summary>Whether its prices are asked for when both exchanges are out.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Host of the REST interface.</summary>
    [Required]
    public Uri Url { get; set; } = new("https://api.coingecko.com");

    /// <summary>Between two questions: without a key 5 to 15 a minute are allowed, and the answer changes once a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A price older than this is stale; it is a minute old when CoinGecko tells it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>What CoinGecko calls a coin, for coins that the built-in list lacks: BTC=bitcoin,ETH=ethereum.</summary>
    [RegularExpression("^([A-Z0-9]{1,20}=[a-z0-9-]{1,60}(,[A-Z0-9]{1,20}=[a-z0-9-]{1,60})*)?$", ErrorMessage = "Market:CoinGecko:Coins must be a list such as BTC=bitcoin,ETH=ethereum.")]
    public string Coins { get; set; } = "";

    /// <summary>CoinGecko refuses requests without a name.</summary>
    public static void Introduce(HttpClient client) => client.DefaultRequestHeaders.UserAgent.ParseAdd("Sage/1.0");
}
