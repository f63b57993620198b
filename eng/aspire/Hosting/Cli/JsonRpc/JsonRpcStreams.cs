using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Cli.JsonRpc;

/// <summary>
/// The open streams of one connection. A method that streams answers with a token; the caller asks with it for the next
/// values until it is told that there are no more, or gives up. This is StreamJsonRpc's convention for IAsyncEnumerable.
/// </summary>
internal sealed class JsonRpcStreams : IAsyncDisposable
{
    public const int MaxOpen = 64;
    public const int MaxBatch = 256;

    private readonly ConcurrentDictionary<long, JsonRpcStream> _open = new();
    private readonly CancellationTokenSource _closing = new();
    private long _lastToken;

    public JsonObject Open(IAsyncEnumerable<JsonNode?> values)
    {
        if (_open.Count >= MaxOpen)
        {
            throw new JsonRpcException(JsonRpcException.InvocationError, $"This connection has {MaxOpen} open streams already.");
        }

        var token = Interlocked.Increment(ref _lastToken);
        _open[token] = new JsonRpcStream(values, _closing.Token);
        return new JsonObject { ["token"] = token };
    }

    public async Task<JsonObject> NextAsync(long token, CancellationToken cancellationToken)
    {
        if (!_open.TryGetValue(token, out var stream))
        {
            return new JsonObject { ["values"] = new JsonArray(), ["finished"] = true };
        }

        var (values, finished) = await stream.NextAsync(MaxBatch, cancellationToken);
        if (finished)
        {
            await AbortAsync(token);
        }

        return new JsonObject { ["values"] = values, ["finished"] = finished };
    }

    public async Task AbortAsync(long token)
    {
        if (_open.TryRemove(token, out var stream))
        {
            await stream.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        foreach (var token in _open.Keys)
        {
            await AbortAsync(token);
        }

        _closing.Dispose();
    }
}
