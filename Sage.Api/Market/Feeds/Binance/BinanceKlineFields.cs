using System.Text.Json;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>The object "k" of a kline event.</summary>
internal ref struct BinanceKlineFields
{
    private const long Minute = 60_000;

    private LetterSet _seen;
    private bool _ambiguous;
    private bool _oneMinute;
    private bool? _closed;
    private int? _symbol;
    private long? _openTime;
    private long? _closeTime;
    private long? _trades;
    private decimal? _open;
    private decimal? _high;
    private decimal? _low;
    private decimal? _close;
    private decimal? _volume;
    private decimal? _quoteVolume;

    /// <summary>Reads to the end of the object the reader stands on.</summary>
    public void ReadObject(ref Utf8JsonReader reader, MarketSymbols symbols)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Text(in reader, scratch);
            var letter = name.Length == 1 ? name[0] : (byte)0;
            reader.Read();
            Read(letter, ref reader, symbols);
            reader.Skip();
        }
    }

    /// <remarks>Whether the numbers fit together is not judged here: the documentation's own example opens below its low.</remarks>
    public readonly FrameOutcome ToKline(int? symbol, out Kline kline)
    {
        kline = default;
        if (_ambiguous || symbol is null || symbol != _symbol || _closed is null || _openTime is null || !(_closeTime > _openTime) || _trades is not >= 0
            || _open is not > 0 || _close is not > 0 || _low is not > 0 || !(_high >= _low) || _volume is not >= 0 || _quoteVolume is not >= 0)
        {
            return FrameOutcome.Malformed;
        }

        if (symbol < 0 || !_oneMinute)
        {
            return FrameOutcome.Ignored;
        }

        if (_openTime.Value % Minute != 0 || _closeTime.Value / Minute != _openTime.Value / Minute)
        {
            return FrameOutcome.Malformed;
        }

        kline = new Kline
        {
            Symbol = symbol.Value,
            OpenTime = _openTime.Value,
            Open = _open!.Value,
            High = _high!.Value,
            Low = _low.Value,
            Close = _close!.Value,
            Volume = _volume.Value,
            QuoteVolume = _quoteVolume.Value,
            Trades = _trades.Value,
            Closed = _closed.Value,
            Source = FeedSource.Binance,
        };
        return FrameOutcome.AcceptedKline;
    }

    private void Read(byte name, ref Utf8JsonReader reader, MarketSymbols symbols)
    {
        _ambiguous |= name != 0 && !_seen.Add(name);
        switch (name)
        {
            case (byte)'t': _openTime = JsonText.Milliseconds(ref reader); break;
            case (byte)'T': _closeTime = JsonText.Milliseconds(ref reader); break;
            case (byte)'s': _symbol = BinanceFields.Symbol(ref reader, symbols); break;
            case (byte)'i': _oneMinute = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("1m"u8); break;
            case (byte)'o': _open = JsonText.Decimal(ref reader); break;
            case (byte)'c': _close = JsonText.Decimal(ref reader); break;
            case (byte)'h': _high = JsonText.Decimal(ref reader); break;
            case (byte)'l': _low = JsonText.Decimal(ref reader); break;
            case (byte)'v': _volume = JsonText.Decimal(ref reader); break;
            case (byte)'q': _quoteVolume = JsonText.Decimal(ref reader); break;
            case (byte)'n': _trades = JsonText.Integer(ref reader); break;
            case (byte)'x': _closed = reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null }; break;
            default: break;
        }
    }
}
