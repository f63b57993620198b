using System.Text.Json;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>The single-letter fields; one letter means different things in different events, so what is missing is judged at the end.</summary>
internal ref struct BinanceFields
{
    public bool IsReply;

    /// <summary>A documented frame of a stream that we do not read.</summary>
    public bool Foreign;

    private BinanceKlineFields _kline;
    private BinanceEventType _type;
    private LetterSet _seen;
    private int? _symbol;
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
    private bool _ambiguous;
    private bool _enteredData;

    /// <summary>Two payloads in one frame contradict each other.</summary>
    public void EnterData()
    {
        _ambiguous |= _enteredData;
        _enteredData = true;
    }

    public void Read(byte name, ref Utf8JsonReader reader, MarketSymbols symbols)
    {
        // Which of two values is meant? Nobody knows, so neither is used.
        _ambiguous |= !_seen.Add(name);
        switch (name)
        {
            case (byte)'e': _type = Type(ref reader); break;
            case (byte)'s': _symbol = Symbol(ref reader, symbols); break;
            case (byte)'E': _eventTime = JsonText.Milliseconds(ref reader); break;
            case (byte)'T': _tradeTime = JsonText.Milliseconds(ref reader); break;
            case (byte)'t': _tradeId = JsonText.Integer(ref reader); break;
            case (byte)'p': _price = JsonText.Decimal(ref reader); break;
            case (byte)'q': _quantity = JsonText.Decimal(ref reader); break;
            case (byte)'c': _close = JsonText.Decimal(ref reader); break;
            case (byte)'o': _open = JsonText.Decimal(ref reader); break;
            case (byte)'h': _high = JsonText.Decimal(ref reader); break;
            case (byte)'l': _low = JsonText.Decimal(ref reader); break;
            case (byte)'v': _volume = JsonText.Decimal(ref reader); break;
            case (byte)'u': Foreign = true; break;
            case (byte)'k' when reader.TokenType == JsonTokenType.StartObject: _kline.ReadObject(ref reader, symbols); break;
            default: break;
        }

        // An object or array where a value belongs is stepped over whole.
        reader.Skip();
    }

    public readonly FrameOutcome ToEvent(out MarketEvent tick, out Kline kline)
    {
        tick = default;
        kline = default;
        if (_ambiguous)
        {
            return FrameOutcome.Malformed;
        }

        return _type switch
        {
            BinanceEventType.Trade => ToTrade(out tick),
            BinanceEventType.Ticker => ToTicker(out tick),
            BinanceEventType.Kline => _kline.ToKline(_symbol, out kline),
            BinanceEventType.Shutdown => FrameOutcome.Shutdown,
            BinanceEventType.Other => FrameOutcome.Ignored,
            _ => IsReply ? FrameOutcome.Reply : Foreign ? FrameOutcome.Ignored : FrameOutcome.Malformed,
        };
    }

    internal static int? Symbol(ref Utf8JsonReader reader, MarketSymbols symbols)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        return reader.TokenType == JsonTokenType.String ? symbols.IndexOf(JsonText.Text(in reader, scratch)) : null;
    }

    private readonly FrameOutcome ToTrade(out MarketEvent parsed)
    {
        parsed = default;
        if (_symbol is null || _price is not > 0 || _quantity is not > 0 || _tradeId is not >= 0 || _tradeTime is null)
        {
            return FrameOutcome.Malformed;
        }

        if (_symbol < 0)
        {
            return FrameOutcome.Ignored;
        }

        parsed = new MarketEvent
        {
            Kind = MarketEventKind.Trade,
            Source = FeedSource.Binance,
            Symbol = _symbol.Value,
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
        if (_symbol is null || _close is not > 0 || _open is not > 0 || _low is not > 0 || !(_high >= _low) || _volume is not >= 0 || _eventTime is null)
        {
            return FrameOutcome.Malformed;
        }

        if (_symbol < 0)
        {
            return FrameOutcome.Ignored;
        }

        parsed = new MarketEvent
        {
            Kind = MarketEventKind.Ticker,
            Source = FeedSource.Binance,
            Symbol = _symbol.Value,
            Price = _close.Value,
            ExchangeTime = _eventTime.Value,
            Day = new DayStatistics(_open.Value, _high!.Value, _low.Value, _volume.Value),
        };
        return FrameOutcome.Accepted;
    }

    private static BinanceEventType Type(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return BinanceEventType.None;
        }

        return reader.ValueTextEquals("trade"u8) ? BinanceEventType.Trade
            : reader.ValueTextEquals("kline"u8) ? BinanceEventType.Kline
            : reader.ValueTextEquals("24hrMiniTicker"u8) || reader.ValueTextEquals("24hrTicker"u8) ? BinanceEventType.Ticker
            : reader.ValueTextEquals("serverShutdown"u8) ? BinanceEventType.Shutdown
            : BinanceEventType.Other;
    }
}

internal enum BinanceEventType : byte
{
    None,
    Trade,
    Ticker,
    Kline,
    Shutdown,
    Other,
}
