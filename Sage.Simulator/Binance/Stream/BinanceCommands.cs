using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.Simulator.Binance.Stream;

/// <summary>What a client may change about its connection.</summary>
internal interface IBinanceSubscriptions
{
    IReadOnlyCollection<string> Streams { get; }

    bool Combined { get; set; }

    /// <summary>False: more than a connection may have.</summary>
    bool Subscribe(IEnumerable<string> streams);

    void Unsubscribe(IEnumerable<string> streams);
}

/// <summary>The commands that a client sends over the stream, and their answers with the id of the question.</summary>
internal static class BinanceCommands
{
    private const string UnknownMethod = "expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 28";

    // Backticks and quotes go out as they are.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Answer(ReadOnlySpan<byte> message, IBinanceSubscriptions session)
    {
        // What is read on first use only throws then: a name that occurs twice, half of a surrogate pair.
        try
        {
            return Answer(JsonNode.Parse(message), session);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return Error(3, "Invalid JSON: expected value at line 1 column 1");
        }
    }

    private static string Answer(JsonNode? command, IBinanceSubscriptions session)
    {
        if (command is not JsonObject fields || fields["method"] is not JsonValue method || method.GetValueKind() != JsonValueKind.String)
        {
            return Error(2, "Invalid request: missing field `method` at line 1 column 73");
        }

        var id = fields["id"];
        if (!IsId(id))
        {
            return Error(2, "Invalid request: request ID must be an unsigned integer");
        }

        return method.GetValue<string>() switch
        {
            "SUBSCRIBE" => Change(fields, id, session.Subscribe),
            "UNSUBSCRIBE" => Change(fields, id, streams =>
            {
                session.Unsubscribe(streams);
                return true;
            }),
            "LIST_SUBSCRIPTIONS" => Result(new JsonArray([.. session.Streams.Order(StringComparer.Ordinal).Select(stream => JsonValue.Create(stream))]), id),
            "GET_PROPERTY" => GetProperty(fields, id, session),
            "SET_PROPERTY" => SetProperty(fields, id, session),
            var other => Error(2, $"Invalid request: unknown variant {other}, {UnknownMethod}"),
        };
    }

    private static string Change(JsonObject fields, JsonNode? id, Func<IEnumerable<string>, bool> change)
    {
        if (fields["params"] is not JsonArray parameters || parameters.Any(parameter => parameter?.GetValueKind() != JsonValueKind.String))
        {
            return Error(2, "Invalid request: property name must be a string");
        }

        return change(parameters.Select(parameter => parameter!.GetValue<string>()))
            ? Result(null, id)
            : Error(2, "Invalid request: too many parameters");
    }

    private static string GetProperty(JsonObject fields, JsonNode? id, IBinanceSubscriptions session) =>
        fields["params"] is JsonArray and [JsonValue name] && name.GetValueKind() == JsonValueKind.String && name.GetValue<string>() == "combined"
            ? Result(JsonValue.Create(session.Combined), id)
            : UnknownProperty(id);

    private static string SetProperty(JsonObject fields, JsonNode? id, IBinanceSubscriptions session)
    {
        if (fields["params"] is not (JsonArray and [JsonValue name, JsonValue value]) || name.GetValueKind() != JsonValueKind.String || name.GetValue<string>() != "combined")
        {
            return UnknownProperty(id);
        }

        if (value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            return Error(1, "Invalid value type: expected Boolean");
        }

        session.Combined = value.GetValue<bool>();
        return Result(null, id);
    }

    // An integer, up to 36 letters and digits, or null.
    private static bool IsId(JsonNode? id) => id is null
        || (id is JsonValue value && (value.TryGetValue<long>(out _)
            || (value.TryGetValue<string>(out var text) && text.Length <= 36 && text.All(char.IsAsciiLetterOrDigit))));

    private static string Result(JsonNode? result, JsonNode? id) => new JsonObject { ["result"] = result, ["id"] = id?.DeepClone() }.ToJsonString(Plain);

    private static string UnknownProperty(JsonNode? id) =>
        new JsonObject { ["code"] = 0, ["msg"] = "Unknown property", ["id"] = id?.DeepClone() }.ToJsonString(Plain);

    private static string Error(int code, string message) => new JsonObject { ["code"] = code, ["msg"] = message }.ToJsonString(Plain);
}
