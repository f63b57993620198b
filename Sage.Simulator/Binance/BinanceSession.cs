using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Sage.Simulator.Binance;

/// <summary>One client's connection: what it wants, what waits to be sent to it, and the commands it sends.</summary>
internal sealed class BinanceSession(WebSocket socket, bool combined, TimeProvider time) : IBinanceSubscriptions
{
    private const int MaxStreams = 1024;
    private const int MaxMessagesPerSecond = 5;
    private const int LargestCommand = 64 * 1024;

    // A client that does not read loses the oldest frames; Binance would close the connection.
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private ImmutableHashSet<string> _streams = ImmutableHashSet<string>.Empty;
    private long _secondStarted;
    private int _messagesThisSecond;

    public IReadOnlyCollection<string> Streams => _streams;

    public bool Combined { get; set; } = combined;

    public bool Wants(string stream) => _streams.Contains(stream);

    public bool Subscribe(IEnumerable<string> streams)
    {
        var union = _streams.Union(streams);
        if (union.Count > MaxStreams)
        {
            return false;
        }

        _streams = union;
        return true;
    }

    public void Unsubscribe(IEnumerable<string> streams) => _streams = _streams.Except(streams);

    public void Send(byte[] frame) => _outgoing.Writer.TryWrite(frame);

    /// <summary>Runs until one side ends it. Ended by the token, the client reads <paramref name="farewell"/> and a close frame first.</summary>
    public async Task RunAsync(Func<byte[]> farewell, CancellationToken cancellationToken)
    {
        using var ended = new CancellationTokenSource();
        var receiving = ReceiveAsync(ended.Token);
        var sending = SendQueuedAsync(ended.Token);
        try
        {
            await Task.WhenAny(receiving, sending).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Send(farewell());
        }

        _outgoing.Writer.TryComplete();
        await EndAsync(receiving, sending, ended);
    }

    private async Task EndAsync(Task<(WebSocketCloseStatus Status, string Reason)> receiving, Task sending, CancellationTokenSource ended)
    {
        var limit = TimeSpan.FromSeconds(1);
        try
        {
            await sending.WaitAsync(limit, time);
            var (status, reason) = receiving.IsCompletedSuccessfully ? await receiving : (WebSocketCloseStatus.EndpointUnavailable, "going away");
            await socket.CloseOutputAsync(status, reason, CancellationToken.None).WaitAsync(limit, time);
            // The client's own close frame, if it is polite.
            await receiving.WaitAsync(limit, time);
        }
        catch (Exception exception) when (exception is WebSocketException or TimeoutException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // Gone, or not reading: what is left is to let go of the connection.
            socket.Abort();
        }

        await ended.CancelAsync();
        await Task.WhenAll(receiving, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendQueuedAsync(CancellationToken cancellationToken)
    {
        await foreach (var frame in _outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }

    private async Task<(WebSocketCloseStatus Status, string Reason)> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestCommand];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return (socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, socket.CloseStatusDescription ?? "");
            }

            if (part.EndOfMessage)
            {
                if (IsTooFast())
                {
                    return (WebSocketCloseStatus.PolicyViolation, "Too many requests");
                }

                Send(Encoding.UTF8.GetBytes(BinanceCommands.Answer(buffer.AsSpan(0, length), this)));
                length = 0;
            }
            else if (length == buffer.Length)
            {
                return (WebSocketCloseStatus.MessageTooBig, "Payload too long");
            }
        }
    }

    private bool IsTooFast()
    {
        if (_messagesThisSecond == 0 || time.GetElapsedTime(_secondStarted) >= TimeSpan.FromSeconds(1))
        {
            (_secondStarted, _messagesThisSecond) = (time.GetTimestamp(), 0);
        }

        return ++_messagesThisSecond > MaxMessagesPerSecond;
    }
}
