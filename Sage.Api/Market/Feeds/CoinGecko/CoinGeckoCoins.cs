using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.CoinGecko;

/// <summary>CoinGecko calls bitcoin what the exchanges call BTC. The same indexes as <see cref="MarketSymbols"/>.</summary>
internal sealed class CoinGeckoCoins
{
    private static readonly FrozenDictionary<string, string> BuiltIn = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["BTC"] = "bitcoin",
        ["ETH"] = "ethereum",
        ["XRP"] = "ripple",
        ["BNB"] = "binancecoin",
        ["SOL"] = "solana",
        ["DOGE"] = "dogecoin",
        ["ADA"] = "cardano",
        ["TRX"] = "tron",
        ["LINK"] = "chainlink",
        ["AVAX"] = "avalanche-2",
        ["LTC"] = "litecoin",
        ["DOT"] = "polkadot",
        ["BCH"] = "bitcoin-cash",
        ["XLM"] = "stellar",
        ["SUI"] = "sui",
        ["SHIB"] = "shiba-inu",
        ["TON"] = "the-open-network",
        ["UNI"] = "uniswap",
        ["NEAR"] = "near",
        ["ATOM"] = "cosmos",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly byte[][] _utf8;

    public CoinGeckoCoins(MarketSymbols symbols, IOptions<MarketOptions> options)
    {
        var configured = options.Value.CoinGecko.Coins.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=')).ToDictionary(entry => entry[0], entry => entry[1], StringComparer.Ordinal);
        Ids = [.. symbols.Pairs.Select(pair => IsDollar(pair.Quote) ? configured.GetValueOrDefault(pair.Base) ?? BuiltIn.GetValueOrDefault(pair.Base) : null)];
        _utf8 = [.. Ids.Select(id => Encoding.UTF8.GetBytes(id ?? ""))];
    }

    /// <summary>By symbol; null for a coin without a known id, or that is not traded for dollars.</summary>
    public IReadOnlyList<string?> Ids { get; }

    public int IndexOf(ReadOnlySpan<byte> id) => id.IsEmpty ? -1 : Utf8Names.IndexOf(_utf8, id);

    private static bool IsDollar(string quote) => quote is "USDT" or "USDC" or "FDUSD" or "TUSD" or "USD";
}
