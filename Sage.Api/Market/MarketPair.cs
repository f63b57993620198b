namespace Sage.Api.Market;

/// <summary>What is traded for what: BTCUSDT is BTC for USDT.</summary>
internal readonly record struct MarketPair(string Base, string Quote)
{
    private static readonly string[] Quotes = ["FDUSD", "USDT", "USDC", "TUSD", "BTC", "ETH", "BNB", "EUR", "TRY", "USD"];

    /// <summary>Without a quote when it is none that is known.</summary>
    public static MarketPair Of(string symbol)
    {
        var quote = Quotes.FirstOrDefault(quote => symbol.Length > quote.Length && symbol.EndsWith(quote, StringComparison.Ordinal)) ?? "";
        return new MarketPair(symbol[..^quote.Length], quote);
    }
}
