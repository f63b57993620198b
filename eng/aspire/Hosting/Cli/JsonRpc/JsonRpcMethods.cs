using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Cli.JsonRpc;

/// <summary>What a caller sees as an error of the method, with the code that JSON-RPC gives it.</summary>
internal sealed class JsonRpcException : Exception
{
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InvocationError = -32000;

    /// <summary>What a caller that has given up takes for its own cancellation instead of a failure.</summary>
    public const int RequestCancelled = -32800;

    public JsonRpcException() : this(InvocationError, "The call failed.")
    {
    }

    public JsonRpcException(string message) : this(InvocationError, message)
    {
    }

    public JsonRpcException(string message, Exception innerException) : base(message, innerException) => Code = InvocationError;

    public JsonRpcException(int code, string message) : base(message) => Code = code;

    public int Code { get; }
}

/// <summary>The positional parameters of a call.</summary>
internal readonly struct JsonRpcArguments(JsonArray? values)
{
    /// <summary>The parameter at this position; absent and null read as null.</summary>
    public T? Get<T>(int index, JsonTypeInfo<T> type)
    {
        if (values is null || index >= values.Count || values[index] is not { } value)
        {
            return default;
        }

        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException exception)
        {
            throw new JsonRpcException(JsonRpcException.InvalidParams, $"Parameter {index} cannot be read: {exception.Message}");
        }
    }

    public T Require<T>(int index, JsonTypeInfo<T> type)
        => Get(index, type) ?? throw new JsonRpcException(JsonRpcException.InvalidParams, $"Parameter {index} is missing.");
}

/// <summary>The answer of a method: a value, or values that the caller asks for one batch at a time.</summary>
internal readonly record struct JsonRpcAnswer(JsonNode? Value, IAsyncEnumerable<JsonNode?>? Stream);

/// <summary>The methods that a connection offers, by name.</summary>
internal sealed class JsonRpcMethods
{
    private readonly Dictionary<string, Func<JsonRpcArguments, CancellationToken, ValueTask<JsonRpcAnswer>>> _methods = new(StringComparer.Ordinal);
    private readonly List<string> _signatures = [];

    /// <summary>The names of all methods, each with what it answers.</summary>
    public IReadOnlyCollection<string> Signatures => _signatures;

    public Func<JsonRpcArguments, CancellationToken, ValueTask<JsonRpcAnswer>>? Find(string name) => _methods.GetValueOrDefault(name);

    public JsonRpcMethods Add<T>(string name, JsonTypeInfo<T> type, Func<JsonRpcArguments, CancellationToken, Task<T>> method)
    {
        _signatures.Add($"{name}: {typeof(T).Name}");
        _methods.Add(name, async (arguments, cancellationToken) => new(JsonSerializer.SerializeToNode(await method(arguments, cancellationToken), type), Stream: null));
        return this;
    }

    public JsonRpcMethods Add(string name, Func<JsonRpcArguments, CancellationToken, Task> method)
    {
        _signatures.Add(name);
        _methods.Add(name, async (arguments, cancellationToken) =>
        {
            await method(arguments, cancellationToken);
            return default;
        });
        return this;
    }

    public JsonRpcMethods AddStream<T>(string name, JsonTypeInfo<T> type, Func<JsonRpcArguments, IAsyncEnumerable<T>> method)
    {
        _signatures.Add($"{name}: stream of {typeof(T).Name}");
        _methods.Add(name, (arguments, _) => ValueTask.FromResult(new JsonRpcAnswer(Value: null, method(arguments).Select(item => JsonSerializer.SerializeToNode(item, type)))));
        return this;
    }
}
