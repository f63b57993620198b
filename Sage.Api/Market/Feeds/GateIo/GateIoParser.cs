using System.Text.Json;
using System.Text.Unicode;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.GateIo;

/// <summary>
/// Frames of https://www.gate.com/docs/developers/apiv4/ws/en/:
/// <code>
/// {"time":1669107766,"time_ms":1669107766406,"channel":"spot.tickers","event":"update","result":{"currency_pair":"BTC_USDT","last":"15743.4","change_percentage":"-1.8254","base_volume":"9110.47","high_24h":"16280.9","low_24h":"15468.5"}}
/// {"time":1606292218,"time_ms":1606292218231,"channel":"spot.trades","event":"update","result":{"id":309143071,"create_time_ms":"1606292218213.4578","currency_pair":"GT_USDT","amount":"16.47","price":"0.4705"}}
/// {"time":1611541000,"channel":"spot.tickers","event":"subscribe","error":null,"result":{"status":"success"}}
/// </code>
/// Pure and without allocation for what it accepts; anything else is an outcome, never an exception.
/// </summary>
internal static class GateIoParser
{
    /// <summary>The first thing that a frame tells.</summary>
    public static FrameOutcome Parse(ReadOnlySpan<byte> frame, GateIoPairs pairs, out MarketEvent tick) => Parse(frame, pairs, out tick, out _);

    /// <param name="frame">A whole message.</param>
    /// <param name="pairs">Those that are read.</param>
    /// <param name="tick">What it tells, when it is accepted.</param>
    /// <param name="more">What else it tells: a result may be a list. All of it makes sense, or nothing of it is told.</param>
    public static FrameOutcome Parse(ReadOnlySpan<byte> frame, GateIoPairs pairs, out MarketEvent tick, out MarketEvent[] more)
    {
        tick = default;
        more = [];
        if (!Utf8.IsValid(frame))
        {
            return FrameOutcome.Malformed;
        }

        var fields = new GateIoFields();
        try
        {
            var reader = new Utf8JsonReader(frame);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return FrameOutcome.Malformed;
            }

            ReadObject(ref reader, ref fields, pairs, nested: false);
            // Throws when something follows.
            _ = reader.Read();
            if (fields.ListAt is { } at && !fields.IsAmbiguous)
            {
                return ParseList(frame[at..], fields, pairs, out tick, out more);
            }

            return fields.ToEvent(out tick);
        }
        // The second: text that is no text, such as an escaped half of a surrogate pair. The third: numbers that no price has.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or OverflowException)
        {
            return FrameOutcome.Malformed;
        }
    }

    private static FrameOutcome ParseList(ReadOnlySpan<byte> list, in GateIoFields frame, GateIoPairs pairs, out MarketEvent tick, out MarketEvent[] more)
    {
        tick = default;
        more = [];
        var told = new List<MarketEvent>();
        var reader = new Utf8JsonReader(list);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var fields = frame;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, ref fields, pairs, nested: true);
            }

            var outcome = fields.ToEvent(out var parsed);
            if (outcome == FrameOutcome.Accepted)
            {
                told.Add(parsed);
            }
            else if (outcome != FrameOutcome.Ignored)
            {
                return outcome;
            }

            reader.Skip();
        }

        if (told.Count == 0)
        {
            return frame.IsReply ? FrameOutcome.Reply : FrameOutcome.Ignored;
        }

        (tick, more) = (told[0], [.. told.Skip(1)]);
        return FrameOutcome.Accepted;
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref GateIoFields fields, GateIoPairs pairs, bool nested)
    {
        Span<byte> scratch = stackalloc byte[JsonText.ScratchSize];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = GateIoFields.Known(JsonText.Text(in reader, scratch), nested);
            reader.Read();
            fields.Note(name);
            if (name == GateIoName.Result && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, ref fields, pairs, nested: true);
            }
            else
            {
                fields.NoteList(name, in reader);
                fields.Read(name, ref reader, pairs);
                // An object or array where a value belongs is stepped over whole.
                reader.Skip();
            }
        }
    }
}
