using System.Text.Json;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.GateIo;

/// <summary>What a frame has told so far; the order of its fields does not matter, so what it means is judged at the end.</summary>
internal ref struct GateIoFields
{
    private uint _seen;
    private bool _ambiguous;
    private bool _hasError;
    private bool _isTickers;
    private bool _isTrades;
    private bool _hasChannel;
    private bool _isUpdate;
    private int? _symbol;
    private long? _seconds;
    private long? _time;
    private long? _createTime;
    private long? _id;
    private decimal? _last;
    private decimal? _change;
    private decimal? _volume;
    private decimal? _high;
    private decimal? _low;
    private decimal? _amount;
    private decimal? _price;

    public static GateIoName Known(ReadOnlySpan<byte> name, bool nested) => nested ? InResult(name) : InFrame(name);

    /// <summary>Which of two values is meant? Nobody knows, so neither is used.</summary>
    public void Note(GateIoName name)
    {
        var bit = 1u << (int)name;
        _ambiguous |= name != GateIoName.Unknown && (_seen & bit) != 0;
        _seen |= bit;
    }

    /// <summary>Where the result begins, when it is a list.</summary>
    public int? ListAt { get; private set; }

    public readonly bool IsAmbiguous => _ambiguous;

    /// <summary>No update, whatever its result is.</summary>
    public readonly bool IsReply => (!_isUpdate || _hasError) && (_hasChannel || _hasError);

    public void NoteList(GateIoName name, in Utf8JsonReader reader) =>
        ListAt = name == GateIoName.Result && reader.TokenType == JsonTokenType.StartArray ? (int)reader.TokenStartIndex : ListAt;

    public void Read(GateIoName name, ref Utf8JsonReader reader, GateIoPairs pairs)
    {
        switch (name)
        {
            case GateIoName.Time: _seconds = JsonText.Integer(ref reader); break;
            case GateIoName.TimeMs: _time = JsonText.Milliseconds(ref reader); break;
            case GateIoName.Channel: ReadChannel(ref reader); break;
            case GateIoName.Event: _isUpdate = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("update"u8); break;
            case GateIoName.Error: _hasError = reader.TokenType != JsonTokenType.Null; break;
            case GateIoName.CurrencyPair: _symbol = Symbol(ref reader, pairs); break;
            case GateIoName.Last: _last = JsonText.Decimal(ref reader); break;
            case GateIoName.ChangePercentage: _change = Signed(ref reader); break;
            case GateIoName.BaseVolume: _volume = JsonText.Decimal(ref reader); break;
            case GateIoName.High: _high = JsonText.Decimal(ref reader); break;
            case GateIoName.Low: _low = JsonText.Decimal(ref reader); break;
            case GateIoName.Id: _id = JsonText.Integer(ref reader); break;
            case GateIoName.CreateTimeMs: _createTime = FractionalMilliseconds(ref reader); break;
            case GateIoName.Amount: _amount = JsonText.Decimal(ref reader); break;
            case GateIoName.Price: _price = JsonText.Decimal(ref reader); break;
            default: break;
        }
    }

    public readonly FrameOutcome ToEvent(out MarketEvent tick)
    {
        tick = default;
        if (_ambiguous)
        {
            return FrameOutcome.Malformed;
        }

        if (!_isUpdate || _hasError)
        {
            return _hasChannel || _hasError ? FrameOutcome.Reply : FrameOutcome.Malformed;
        }

        return _isTrades ? ToTrade(out tick) : _isTickers ? ToTicker(out tick) : _hasChannel ? FrameOutcome.Ignored : FrameOutcome.Malformed;
    }

    private readonly FrameOutcome ToTrade(out MarketEvent tick)
    {
        tick = default;
        if (_symbol is null || _price is not > 0 || _amount is not > 0 || _id is not >= 0 || _createTime is null)
        {
            return FrameOutcome.Malformed;
        }

        if (_symbol < 0)
        {
            return FrameOutcome.Ignored;
        }

        tick = new MarketEvent
        {
            Kind = MarketEventKind.Trade,
            Source = FeedSource.GateIo,
            Symbol = _symbol.Value,
            Price = _price.Value,
            Quantity = _amount.Value,
            TradeId = _id.Value,
            ExchangeTime = _createTime.Value,
        };
        return FrameOutcome.Accepted;
    }

    private readonly FrameOutcome ToTicker(out MarketEvent tick)
    {
        tick = default;
        if (_symbol is null || _last is not > 0 || Time is not { } time)
        {
            return FrameOutcome.Malformed;
        }

        if (_symbol < 0)
        {
            return FrameOutcome.Ignored;
        }

        tick = new MarketEvent
        {
            Kind = MarketEventKind.Ticker,
            Source = FeedSource.GateIo,
            Symbol = _symbol.Value,
            Price = _last.Value,
            ExchangeTime = time,
            Day = Day(),
        };
        return FrameOutcome.Accepted;
    }

    // The milliseconds are missing in frames of before 2021.
    private readonly long? Time => (_seen & 1u << (int)GateIoName.TimeMs) != 0 ? _time
        : _seconds is > 0 and < 10_000_000_000 && UnixTime.TryMilliseconds(_seconds.Value * 1000, out var milliseconds) ? milliseconds : null;

    // Gate.io tells the change instead of the price 24 hours ago.
    private readonly DayStatistics? Day()
    {
        const int Digits = 12;
        // Nearer to -100 the price of yesterday is no number any more.
        const decimal LeastChange = -99.9999m;
        return _low is > 0 && _high >= _low && _volume is >= 0 && _change is >= LeastChange and < 1_000_000 && _last <= 1_000_000_000_000m
            && decimal.Round(_last.Value * 100 / (100 + _change.Value), Digits) is > 0 and var open
            ? new DayStatistics(open, _high!.Value, _low.Value, _volume.Value)
            : null;
    }

    private void ReadChannel(ref Utf8JsonReader reader)
    {
        _hasChannel = reader.TokenType == JsonTokenType.String;
        _isTickers = _hasChannel && reader.ValueTextEquals("spot.tickers"u8);
        _isTrades = _hasChannel && reader.ValueTextEquals("spot.trades"u8);
    }

    private static int? Symbol(ref Utf8JsonReader reader, GateIoPairs pairs)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        return reader.TokenType == JsonTokenType.String ? pairs.IndexOf(JsonText.Text(in reader, scratch)) : null;
    }

    private static decimal? Signed(ref Utf8JsonReader reader)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        return reader.TokenType == JsonTokenType.String && ExactDecimal.TryParseSigned(JsonText.Text(in reader, scratch), out var value) ? value : null;
    }

    // "1606292218213.4578"; as a number in older frames.
    private static long? FractionalMilliseconds(ref Utf8JsonReader reader)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        var text = reader.TokenType == JsonTokenType.Number ? reader.ValueSpan : JsonText.Text(in reader, scratch);
        return ExactDecimal.TryParse(text, out var value) && value <= long.MaxValue && UnixTime.TryMilliseconds((long)value, out var milliseconds) ? milliseconds : null;
    }

    private static GateIoName InFrame(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("time_ms"u8) ? GateIoName.TimeMs
        : name.SequenceEqual("time"u8) ? GateIoName.Time
        : name.SequenceEqual("channel"u8) ? GateIoName.Channel
        : name.SequenceEqual("event"u8) ? GateIoName.Event
        : name.SequenceEqual("result"u8) ? GateIoName.Result
        : name.SequenceEqual("error"u8) ? GateIoName.Error
        : GateIoName.Unknown;

    private static GateIoName InResult(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("currency_pair"u8) ? GateIoName.CurrencyPair
        : name.SequenceEqual("price"u8) ? GateIoName.Price
        : name.SequenceEqual("amount"u8) ? GateIoName.Amount
        : name.SequenceEqual("id"u8) ? GateIoName.Id
        : name.SequenceEqual("create_time_ms"u8) ? GateIoName.CreateTimeMs
        : name.SequenceEqual("last"u8) ? GateIoName.Last
        : name.SequenceEqual("change_percentage"u8) ? GateIoName.ChangePercentage
        : name.SequenceEqual("base_volume"u8) ? GateIoName.BaseVolume
        : name.SequenceEqual("high_24h"u8) ? GateIoName.High
        : name.SequenceEqual("low_24h"u8) ? GateIoName.Low
        : GateIoName.Unknown;
}
