using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli.JsonRpc;

/// <summary>
/// Serves JSON-RPC 2.0 on one stream until the peer closes it, as the Aspire CLI speaks it: positional parameters,
/// streams by token, $/cancelRequest. Calls run side by side; whatever is malformed ends this connection and no other.
/// </summary>
internal sealed partial class JsonRpcConnection(Stream stream, JsonRpcMethods methods, ILogger logger) : IAsyncDisposable
{
    private const int MaxConcurrentCalls = 64;

    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
    private readonly PipeWriter _writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly JsonRpcStreams _streams = new();
    private int _hasWarned;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (await JsonRpcFraming.ReadAsync(_reader, ending.Token) is { } message)
            {
                Accept(Parse(message), ending.Token);
            }
        }
        catch (Exception exception) when (exception is JsonRpcFramingException or JsonException)
        {
            Log.Malformed(logger, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Log.Closed(logger, exception.Message);
        }
        finally
        {
            await ending.CancelAsync();
            await _streams.DisposeAsync();
            await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        // With a reason, as without one it would once more write what did not reach the other side, and fail or wait for it.
        await _writer.CompleteAsync(new IOException("The connection has ended."));
        await stream.DisposeAsync();
        _writing.Dispose();
    }

    private static JsonObject Parse(byte[] message)
        => JsonNode.Parse(message) as JsonObject ?? throw new JsonException("A message is not a JSON object.");

    private void Accept(JsonObject message, CancellationToken cancellationToken)
    {
        if (message["method"] is not JsonValue name || !name.TryGetValue<string>(out var method))
        {
            // This side makes no calls, so there are no answers to expect.
            throw new JsonException("A message has no method.");
        }

        if (string.Equals(method, "$/cancelRequest", StringComparison.Ordinal))
        {
            Cancel(message["params"]);
            return;
        }

        if (_running.Count >= MaxConcurrentCalls)
        {
            throw new JsonRpcFramingException($"There are more than {MaxConcurrentCalls} calls at a time.");
        }

        var call = CallAsync(method, message, cancellationToken);
        _running[call] = 0;
        _ = call.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task CallAsync(string method, JsonObject message, CancellationToken cancellationToken)
    {
        var id = message["id"]?.DeepClone();
        var key = id?.ToJsonString() ?? "";
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (id is not null)
        {
            // Before the loop reads on: the next message may cancel this call.
            _calls[key] = cancellation;
        }

        try
        {
            // The loop that reads must not run the synchronous part of a method.
            await Task.Yield();
            var response = await AnswerAsync(method, message["params"], cancellation.Token);
            if (id is not null)
            {
                response["jsonrpc"] = "2.0";
                response["id"] = id;
                await SendAsync(response, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Log.Closed(logger, exception.Message);
        }
        finally
        {
            _calls.TryRemove(key, out _);
        }
    }

    private async Task<JsonObject> AnswerAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        try
        {
            return new JsonObject { ["result"] = await InvokeAsync(method, parameters, cancellationToken) };
        }
        catch (JsonRpcException exception)
        {
            return Error(exception.Code, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Error(JsonRpcException.RequestCancelled, $"{method} was cancelled.");
        }
#pragma warning disable CA1031 // The boundary of a call: the failure goes to the caller and to the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CallFailed(logger, exception, method);
            return Error(JsonRpcException.InvocationError, exception.Message);
        }
    }

    private async Task<JsonNode?> InvokeAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        switch (method)
        {
            case "$/enumerator/next":
                return await _streams.NextAsync(StreamToken(parameters), cancellationToken);
            case "$/enumerator/abort":
                await _streams.AbortAsync(StreamToken(parameters));
                return null;
        }

        if (methods.Find(method) is not { } target)
        {
            if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
            {
                Log.OtherProtocol(logger, method, CliBundleDownload.PinnedVersion());
            }

            throw new JsonRpcException(JsonRpcException.MethodNotFound, $"There is no method {method}.");
        }

        if (parameters is not (null or JsonArray))
        {
            throw new JsonRpcException(JsonRpcException.InvalidParams, $"{method} takes its parameters by position.");
        }

        var answer = await target(new JsonRpcArguments(parameters as JsonArray), cancellationToken);
        return answer.Stream is { } values ? _streams.Open(values) : answer.Value;
    }

    private void Cancel(JsonNode? parameters)
    {
        if (parameters is JsonObject named && named["id"] is { } id && _calls.TryGetValue(id.ToJsonString(), out var call))
        {
            try
            {
                call.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The call ended in this moment; there is nothing to cancel.
            }
        }
    }

    private static long StreamToken(JsonNode? parameters)
    {
        var token = parameters switch
        {
            JsonArray { Count: > 0 } positional => positional[0],
            JsonObject named => named["token"],
            _ => null,
        };
        return token is JsonValue value && value.TryGetValue<long>(out var number)
            ? number
            : throw new JsonRpcException(JsonRpcException.InvalidParams, "The token of a stream is missing.");
    }

    private async Task SendAsync(JsonObject message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonRpcJson.Default.JsonObject);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            JsonRpcFraming.Write(_writer, body);
            await _writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static JsonObject Error(int code, string message)
        => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Closing a CLI connection whose messages cannot be read: {Reason}")]
        public static partial void Malformed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Debug, "A CLI connection ended: {Reason}")]
        public static partial void Closed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The Aspire CLI asks for {Method}, which is not in the protocol of Aspire {Version} that this AppHost speaks. Use that version of the CLI, or upgrade the AppHost.")]
        public static partial void OtherProtocol(ILogger logger, string method, string version);

        [LoggerMessage(LogLevel.Debug, "{Method} failed.")]
        public static partial void CallFailed(ILogger logger, Exception exception, string method);
    }
}
