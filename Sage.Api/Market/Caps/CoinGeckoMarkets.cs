using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Caps;

/// <summary>https://docs.coingecko.com/reference/coins-markets: the largest coins, so no names of its own need to be known.</summary>
internal sealed partial class CoinGeckoMarkets(IHttpClientFactory clients, IOptions<MarketOptions> options)
{
    public const string ClientName = "coingecko-markets";

    private const string Path = "/api/v3/coins/markets?vs_currency=usd&order=market_cap_desc&per_page=250&page=1&precision=full";

    /// <exception cref="InvalidDataException">The answer holds no capitalization.</exception>
    public async Task<Dictionary<string, decimal>> GetAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var response = await client.GetAsync(new Uri(options.Value.CoinGecko.Url, Path), cancellationToken);
        response.EnsureSuccessStatusCode();
        return Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    internal static Dictionary<string, decimal> Parse(byte[] body)
    {
        Coin?[]? coins;
        try
        {
            coins = JsonSerializer.Deserialize(body, CoinsJson.Default.CoinArray);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The answer is not a list of coins.", exception);
        }

        var caps = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var coin in coins ?? [])
        {
            if (coin is { Symbol.Length: > 0 and <= 20, MarketCap: > 0 and { } cap })
            {
                // Of several with one symbol, the largest is the one that is meant; it comes first, or should.
                var symbol = coin.Symbol.ToUpperInvariant();
                caps[symbol] = Math.Max(cap, caps.GetValueOrDefault(symbol));
            }
        }

        return caps.Count > 0 ? caps : throw new InvalidDataException("The answer holds no market capitalization.");
    }

    private sealed record Coin(
        [property: JsonPropertyName("symbol")] string? Symbol,
        [property: JsonPropertyName("market_cap")] decimal? MarketCap);

    [JsonSerializable(typeof(Coin[]))]
    private sealed partial class CoinsJson : JsonSerializerContext;
}
