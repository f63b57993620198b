using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sage.Simulator.Market;

namespace Sage.Simulator.GateIo;

/// <summary>What a client may change about its connection.</summary>
internal interface IGateIoSubscriptions
{
    /// <summary>Of this connection, on every answer.</summary>
    string Id { get; }

    void Subscribe(string channel, string pair);

    void Unsubscribe(string channel, string pair);
}

/// <summary>The messages that a client sends, and their answers.</summary>
internal static class GateIoCommands
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null: what is not JSON is passed over in silence.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> message, long now, IGateIoSubscriptions session)
    {
        // What is read on first use only throws then: a name that occurs twice, half of a surrogate pair.
        try
        {
            return JsonNode.Parse(message) is JsonObject command ? Encoding.UTF8.GetBytes(Answer(command, now, session).ToJsonString(Plain)) : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonObject Answer(JsonObject command, long now, IGateIoSubscriptions session)
    {
        var answer = new JsonObject { ["time"] = now / 1_000_000, ["time_ms"] = now / 1000 };
        if (command["id"] is { } id)
        {
            answer["id"] = id.DeepClone();
        }

        var (channel, name) = (Text(command["channel"]), Text(command["event"]));
        answer["conn_id"] = session.Id;
        if (channel == "spot.ping")
        {
            answer["channel"] = "spot.pong";
            answer["event"] = "";
            answer["result"] = null;
            return answer;
        }

        answer["channel"] = channel;
        answer["event"] = name;
        if (command["payload"] is { } payload)
        {
            answer["payload"] = payload.DeepClone();
        }

        if (Change(channel, name, command["payload"], session) is { } error)
        {
            answer["error"] = new JsonObject { ["code"] = 2, ["message"] = error };
            answer["result"] = new JsonObject { ["status"] = "fail" };
        }
        else
        {
            answer["result"] = new JsonObject { ["status"] = "success" };
        }

        return answer;
    }

    /// <summary>Null: done. All of the pairs or none.</summary>
    private static string? Change(string channel, string name, JsonNode? payload, IGateIoSubscriptions session)
    {
        if (channel is not ("spot.trades" or "spot.tickers"))
        {
            return $"Unknown channel {channel}";
        }

        if (name is not ("subscribe" or "unsubscribe"))
        {
            return $"Unknown event {name}";
        }

        if (payload is not JsonArray { Count: > 0 } list)
        {
            return "invalid argument: payload";
        }

        var pairs = list.Select(Text).ToList();
        if (pairs.Find(pair => !SimulatedSymbol.All.Any(symbol => symbol.Pair == pair)) is { } unknown)
        {
            return $"unknown currency pair: {unknown}";
        }

        foreach (var pair in pairs)
        {
            if (name == "subscribe")
            {
                session.Subscribe(channel, pair);
            }
            else
            {
                session.Unsubscribe(channel, pair);
            }
        }

        return null;
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
