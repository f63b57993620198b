using System.Globalization;
using System.Text.Json;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>
/// Frames of https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams, combined or raw:
/// <code>
/// {"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"16578.50","q":"0.01","T":1672515782136,"m":true,"M":true}}
/// {"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"16578.50","o":"16500.00","h":"16600.00","l":"16400.00","v":"10000","q":"165000000"}
/// {"result":null,"id":1}
/// </code>
/// Pure and without allocation for what it accepts; anything else is an outcome, never an exception.
/// </summary>
internal static class BinanceParser
{
    // The first is year 2001 in milliseconds, the second 2286: seconds and microseconds fall outside.
    private const long EarliestTime = 1_000_000_000_000;
    private const long LatestTime = 9_999_999_999_999;

    // decimal holds 28 digits; more would be rounded without a word.
    private const int MaxDecimalLength = 29;

    public static FrameOutcome Parse(ReadOnlySpan<byte> frame, MarketSymbols symbols, out MarketEvent parsed)
    {
        parsed = default;
        var fields = new Fields { Symbol = Fields.NoSymbol };
        try
        {
            var reader = new Utf8JsonReader(frame);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return FrameOutcome.Malformed;
            }

            ReadObject(ref reader, ref fields, symbols, nested: false);
            // Throws when something follows the object.
            _ = reader.Read();
        }
        // The second: text that is no text, such as an escaped half of a surrogate pair.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return FrameOutcome.Malformed;
        }

        return fields.ToEvent(out parsed);
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref Fields fields, MarketSymbols symbols, bool nested)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length == 1)
            {
                var name = reader.ValueSpan[0];
                reader.Read();
                fields.Read(name, ref reader, symbols);
            }
            else if (!nested && reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadObject(ref reader, ref fields, symbols, nested: true);
                }
                else
                {
                    reader.Skip();
                }
            }
            else
            {
                fields.IsAnswer |= !nested && (reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("code"u8) || reader.ValueTextEquals("error"u8));
                reader.Skip();
            }
        }
    }

    private enum EventType : byte
    {
        None,
        Trade,
        Ticker,
        Shutdown,
        Other,
    }

    /// <summary>The single-letter fields; one letter means different things in different events, so what is missing is judged at the end.</summary>
    private ref struct Fields
    {
        public const int NoSymbol = -2;

        public int Symbol;
        public bool IsAnswer;
        private EventType _type;
        private long? _eventTime;
        private long? _tradeTime;
        private long? _tradeId;
        private decimal? _price;
        private decimal? _quantity;
        private decimal? _close;
        private decimal? _open;
        private decimal? _high;
        private decimal? _low;
        private decimal? _volume;

        public void Read(byte name, ref Utf8JsonReader reader, MarketSymbols symbols)
        {
            switch (name)
            {
                case (byte)'e': _type = Type(ref reader); break;
                case (byte)'s': Symbol = reader.TokenType == JsonTokenType.String ? symbols.IndexOf(ref reader) : NoSymbol; break;
                case (byte)'E': _eventTime = Integer(ref reader); break;
                case (byte)'T': _tradeTime = Integer(ref reader); break;
                case (byte)'t': _tradeId = Integer(ref reader); break;
                case (byte)'p': _price = Decimal(ref reader); break;
                case (byte)'q': _quantity = Decimal(ref reader); break;
                case (byte)'c': _close = Decimal(ref reader); break;
                case (byte)'o': _open = Decimal(ref reader); break;
                case (byte)'h': _high = Decimal(ref reader); break;
                case (byte)'l': _low = Decimal(ref reader); break;
                case (byte)'v': _volume = Decimal(ref reader); break;
                default: break;
            }

            // An object or array where a value belongs is stepped over whole.
            reader.Skip();
        }

        public readonly FrameOutcome ToEvent(out MarketEvent parsed)
        {
            parsed = default;
            return _type switch
            {
                EventType.Trade => ToTrade(out parsed),
                EventType.Ticker => ToTicker(out parsed),
                EventType.Shutdown => FrameOutcome.Shutdown,
                EventType.Other => FrameOutcome.Ignored,
                _ => IsAnswer ? FrameOutcome.Ignored : FrameOutcome.Malformed,
            };
        }

        private readonly FrameOutcome ToTrade(out MarketEvent parsed)
        {
            parsed = default;
            if (Symbol == NoSymbol || _price is not > 0 || _quantity is not > 0 || _tradeId is not >= 0 || _tradeTime is not (>= EarliestTime and <= LatestTime))
            {
                return FrameOutcome.Malformed;
            }

            if (Symbol < 0)
            {
                return FrameOutcome.Ignored;
            }

            parsed = new MarketEvent
            {
                Kind = MarketEventKind.Trade,
                Source = FeedSource.Binance,
                Symbol = Symbol,
                Price = _price.Value,
                Quantity = _quantity.Value,
                TradeId = _tradeId.Value,
                ExchangeTime = _tradeTime.Value,
            };
            return FrameOutcome.Accepted;
        }

        private readonly FrameOutcome ToTicker(out MarketEvent parsed)
        {
            parsed = default;
            if (Symbol == NoSymbol || _close is not > 0 || _open is not > 0 || _low is not > 0 || !(_high >= _low) || _volume is not >= 0
                || _eventTime is not (>= EarliestTime and <= LatestTime))
            {
                return FrameOutcome.Malformed;
            }

            if (Symbol < 0)
            {
                return FrameOutcome.Ignored;
            }

            parsed = new MarketEvent
            {
                Kind = MarketEventKind.Ticker,
                Source = FeedSource.Binance,
                Symbol = Symbol,
                Price = _close.Value,
                ExchangeTime = _eventTime.Value,
                Day = new DayStatistics(_open.Value, _high!.Value, _low.Value, _volume.Value),
            };
            return FrameOutcome.Accepted;
        }

        private static EventType Type(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return EventType.None;
            }

            return reader.ValueTextEquals("trade"u8) ? EventType.Trade
                : reader.ValueTextEquals("24hrMiniTicker"u8) || reader.ValueTextEquals("24hrTicker"u8) ? EventType.Ticker
                : reader.ValueTextEquals("serverShutdown"u8) ? EventType.Shutdown
                : EventType.Other;
        }

        private static long? Integer(ref Utf8JsonReader reader) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : null;

        // Digits and a point, in a string as Binance sends them: no exponent, no sign, no white space.
        private static decimal? Decimal(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > MaxDecimalLength * 6)
            {
                return null;
            }

            Span<byte> unescaped = stackalloc byte[MaxDecimalLength * 6];
            var text = reader.ValueIsEscaped ? unescaped[..reader.CopyString(unescaped)] : reader.ValueSpan;
            return text.Length <= MaxDecimalLength && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value
                : null;
        }
    }
}
