using System.Text.Json;
using System.Text.Unicode;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>
/// Frames of https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams, combined or raw:
/// <code>
/// {"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"16578.50","q":"0.01","T":1672515782136,"m":true,"M":true}}
/// {"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"16578.50","o":"16500.00","h":"16600.00","l":"16400.00","v":"10000","q":"165000000"}
/// {"e":"kline","E":1672515782136,"s":"BTCUSDT","k":{"t":1672515780000,"T":1672515839999,"s":"BTCUSDT","i":"1m","o":"1","c":"2","h":"2","l":"1","v":"9","n":7,"x":false,"q":"11"}}
/// {"result":null,"id":1}
/// </code>
/// Pure and without allocation for what it accepts; anything else is an outcome, never an exception.
/// </summary>
internal static class BinanceParser
{
    public static FrameOutcome Parse(ReadOnlySpan<byte> frame, MarketSymbols symbols, out MarketEvent tick, out Kline kline)
    {
        tick = default;
        kline = default;
        if (!Utf8.IsValid(frame))
        {
            return FrameOutcome.Malformed;
        }

        var fields = new BinanceFields();
        try
        {
            var reader = new Utf8JsonReader(frame);
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return FrameOutcome.Malformed;
            }

            if (reader.TokenType == JsonTokenType.StartArray)
            {
                // The streams of all symbols at once are arrays; we read none of them.
                reader.Skip();
                fields.Foreign = true;
            }
            else
            {
                ReadObject(ref reader, ref fields, symbols, nested: false);
            }

            // Throws when something follows.
            _ = reader.Read();
        }
        // The second: text that is no text, such as an escaped half of a surrogate pair.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return FrameOutcome.Malformed;
        }

        return fields.ToEvent(out tick, out kline);
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref BinanceFields fields, MarketSymbols symbols, bool nested)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Text(in reader, scratch);
            if (name.Length == 1)
            {
                var letter = name[0];
                reader.Read();
                fields.Read(letter, ref reader, symbols);
            }
            else if (!nested && name.SequenceEqual("data"u8))
            {
                reader.Read();
                fields.EnterData();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadObject(ref reader, ref fields, symbols, nested: true);
                }
                else
                {
                    fields.Foreign |= reader.TokenType == JsonTokenType.StartArray;
                    reader.Skip();
                }
            }
            else
            {
                fields.IsReply |= !nested && (name.SequenceEqual("result"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("code"u8) || name.SequenceEqual("error"u8));
                // The order book's streams have no event type.
                fields.Foreign |= name.SequenceEqual("lastUpdateId"u8);
                reader.Skip();
            }
        }
    }
}
