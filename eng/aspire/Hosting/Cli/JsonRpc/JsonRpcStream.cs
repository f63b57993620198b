using System.Text.Json.Nodes;

namespace Aspire.Hosting.Cli.JsonRpc;

/// <summary>One stream that its caller reads in batches: it waits for the first value and adds those that are there already.</summary>
internal sealed class JsonRpcStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _abort;
    private readonly IAsyncEnumerator<JsonNode?> _values;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Task<bool>? _moving;
    private bool _disposed;

    public JsonRpcStream(IAsyncEnumerable<JsonNode?> values, CancellationToken closing)
    {
        _abort = CancellationTokenSource.CreateLinkedTokenSource(closing);
        _values = values.GetAsyncEnumerator(_abort.Token);
    }

    public async Task<(JsonArray Values, bool Finished)> NextAsync(int maxBatch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var batch = new JsonArray();
            while (!_disposed && batch.Count < maxBatch)
            {
                _moving ??= _values.MoveNextAsync().AsTask();
                if (batch.Count > 0 && !_moving.IsCompleted)
                {
                    return (batch, false);
                }

                // A caller that gives up leaves the move running; the next call picks it up.
                var more = await _moving.WaitAsync(cancellationToken);
                _moving = null;
                if (!more)
                {
                    return (batch, true);
                }

                batch.Add(_values.Current);
            }

            return (batch, _disposed);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return ([], true);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // An enumerator may not be disposed while it moves: cancel first, then wait for the move to end.
        await _abort.CancelAsync();
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (_moving is { } moving)
            {
                await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await _values.DisposeAsync();
            _abort.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }
}
