using System.Text.Json;
using System.Text.Unicode;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.CoinGecko;

/// <summary>
/// The answer of /api/v3/simple/price: {"bitcoin":{"usd":67187.3358936566,"last_updated_at":1711356300}}. Prices are JSON numbers,
/// read from their digits.
/// </summary>
internal static class CoinGeckoParser
{
    /// <summary>False: it is no such answer. Coins with unusable values are left out.</summary>
    public static bool TryParse(ReadOnlySpan<byte> answer, CoinGeckoCoins coins, List<MarketEvent> prices)
    {
        if (!Utf8.IsValid(answer))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(answer);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var symbol = coins.IndexOf(JsonText.Text(in reader, scratch));
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject && ReadCoin(ref reader, symbol) is { } price)
                {
                    prices.Add(price);
                }

                reader.Skip();
            }

            _ = reader.Read();
            return true;
        }
        // The second: text that is no text, such as an escaped half of a surrogate pair.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            prices.Clear();
            return false;
        }
    }

    private static MarketEvent? ReadCoin(ref Utf8JsonReader reader, int symbol)
    {
        decimal? price = null;
        long? at = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isPrice, isTime) = (reader.ValueTextEquals("usd"u8), reader.ValueTextEquals("last_updated_at"u8));
            reader.Read();
            if (isPrice)
            {
                price = reader.TokenType == JsonTokenType.Number && ExactDecimal.TryParseNumber(reader.ValueSpan, out var value) ? value : null;
            }
            else if (isTime)
            {
                at = JsonText.Integer(ref reader) is > 0 and < 10_000_000_000 and var seconds && UnixTime.TryMilliseconds(seconds * 1000, out var milliseconds) ? milliseconds : null;
            }

            reader.Skip();
        }

        return symbol < 0 || price is not > 0 || at is null
            ? null
            : new MarketEvent { Kind = MarketEventKind.Ticker, Source = FeedSource.CoinGecko, Symbol = symbol, Price = price.Value, ExchangeTime = at.Value };
    }
}
