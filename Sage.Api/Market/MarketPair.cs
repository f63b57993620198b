namespace Sage.Api.Market;

/// <summary>What is traded for what: BTCUSDT is BTC for USDT.</summary>
internal readonly record struct MarketPair(string Base, string Quote)
{
    // Longest first: FDUSD ends like no other, USDT must not be found as …T.
    private static readonly string[] Quotes = ["FDUSD", "USDT", "USDC", "TUSD", "BTC", "ETH", "BNB", "EUR", "TRY", "USD"];

    /// <summary>Null: the quote is none that is known.</summary>
    public static MarketPair? Of(string symbol) =>
        Quotes.FirstOrDefault(quote => symbol.Length > quote.Length && symbol.EndsWith(quote, StringComparison.Ordinal)) is { } quote
            ? new MarketPair(symbol[..^quote.Length], quote)
            : null;
}
