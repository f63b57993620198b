using System.Globalization;
using System.Text.Json;
using Sage.Api.Market.Feeds;

namespace Sage.Api.Market.Candles;

/// <summary>Binance's answer to /api/v3/klines: rows of twelve, prices and volumes as text.</summary>
internal static class KlineJson
{
    private const int Columns = 11;

    /// <param name="closedBefore">A minute that ends after this is not told as closed.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static List<Kline> Parse(byte[] body, int symbol, KlineRange range, long closedBefore)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return [.. document.RootElement.EnumerateArray().Select(row => Row(row, symbol, range, closedBefore))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The answer is not a list of klines: {exception.Message}", exception);
        }
    }

    private static Kline Row(JsonElement row, int symbol, KlineRange range, long closedBefore)
    {
        if (row.GetArrayLength() < Columns)
        {
            throw new InvalidDataException($"A kline has {row.GetArrayLength()} columns; at least {Columns} are expected.");
        }

        var openTime = row[0].GetInt64();
        var kline = new Kline
        {
            Symbol = symbol,
            OpenTime = openTime,
            Open = Number(row[1]),
            High = Number(row[2]),
            Low = Number(row[3]),
            Close = Number(row[4]),
            Volume = Number(row[5]),
            QuoteVolume = Number(row[7]),
            Trades = row[8].GetInt64(),
            Closed = openTime + CandleClock.MinuteMilliseconds <= closedBefore,
            Source = FeedSource.Binance,
        };
        return openTime >= range.First && openTime <= range.Last && Plausibility.Holds(kline)
            ? kline
            : throw new InvalidDataException($"A kline of {CandleClock.ToUtc(Math.Clamp(openTime, 0, long.MaxValue / 100_000_000)):O} cannot be right.");
    }

    private static decimal Number(JsonElement text) =>
        decimal.Parse(text.GetString() ?? "", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
