using System.Collections.Frozen;

namespace Sage.Api.Market.Http;

/// <summary>What is known about a pair besides its price.</summary>
internal sealed record SymbolFacts(string Name, int PriceDecimals)
{
    // Names, and the decimals of the exchange's tick size against USDT.
    private static readonly FrozenDictionary<string, (string Name, int Decimals)> Known = new Dictionary<string, (string, int)>(StringComparer.Ordinal)
    {
        ["BTC"] = ("Bitcoin", 2),
        ["ETH"] = ("Ethereum", 2),
        ["XRP"] = ("XRP", 4),
        ["BNB"] = ("BNB", 2),
        ["SOL"] = ("Solana", 2),
        ["DOGE"] = ("Dogecoin", 5),
        ["ADA"] = ("Cardano", 4),
        ["TRX"] = ("TRON", 4),
        ["LINK"] = ("Chainlink", 2),
        ["AVAX"] = ("Avalanche", 2),
        ["DOT"] = ("Polkadot", 3),
        ["LTC"] = ("Litecoin", 2),
        ["BCH"] = ("Bitcoin Cash", 1),
        ["SUI"] = ("Sui", 4),
        ["XLM"] = ("Stellar", 4),
        ["HBAR"] = ("Hedera", 5),
        ["SHIB"] = ("Shiba Inu", 8),
        ["PEPE"] = ("Pepe", 8),
        ["TON"] = ("Toncoin", 3),
        ["UNI"] = ("Uniswap", 3),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="pair">The pair.</param>
    /// <param name="price">Its price now, from which the decimals of an unknown one are guessed.</param>
    public static SymbolFacts Of(MarketPair pair, decimal? price)
    {
        var isKnown = Known.TryGetValue(pair.Base, out var known);
        return new SymbolFacts(isKnown ? known.Name : pair.Base, isKnown && pair.Quote is ("USDT" or "USDC" or "FDUSD") ? known.Decimals : Decimals(price));
    }

    // Five digits that count, at least two of them after the point.
    private static int Decimals(decimal? price) => price switch
    {
        null or >= 100 => 2,
        >= 10 => 3,
        >= 1 => 4,
        >= 0.1m => 5,
        >= 0.01m => 6,
        _ => 8,
    };
}
