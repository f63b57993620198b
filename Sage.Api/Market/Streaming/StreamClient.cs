using System.Buffers;
using System.IO.Pipelines;

namespace Sage.Api.Market.Streaming;

/// <summary>
/// One open stream, as the broadcaster sees it. Nothing is kept for a client: while its last write has not been taken it gets
/// none, and afterwards the newest prices at once.
/// </summary>
internal sealed class StreamClient(PipeWriter writer, SymbolSet symbols, long sent)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _flush;
    private bool _left;

    public SymbolSet Symbols => symbols;

    /// <summary>The sequence of the board that this client knows; the broadcaster's own.</summary>
    public long Sent { get; set; } = sent;

    /// <summary>The client has gone, or has been told that this is the end.</summary>
    public Task Ended => _ended.Task;

    public bool HasLeft => Volatile.Read(ref _left);

    public void End() => _ended.TrySetResult();

    /// <summary>False: it has not taken the last write yet, or has gone.</summary>
    public bool TryWrite(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_left || _ended.Task.IsCompleted || _flush is { IsCompleted: false })
            {
                return false;
            }

            try
            {
                writer.Write(frame);
                var flush = writer.FlushAsync(CancellationToken.None);
                _flush = flush.IsCompletedSuccessfully ? null : flush.AsTask();
                if (_flush is null && flush.Result.IsCompleted)
                {
                    End();
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
            {
                // The connection ended between two writes.
                End();
            }

            return true;
        }
    }

    /// <summary>The last word; a client that does not read ends without it.</summary>
    public void Dismiss()
    {
        TryWrite(EventFrame.Farewell);
        End();
    }

    /// <summary>Nothing is written any more; the task ends when what was written has been taken.</summary>
    public Task Leave()
    {
        lock (_gate)
        {
            Volatile.Write(ref _left, true);
            return _flush ?? Task.CompletedTask;
        }
    }
}
