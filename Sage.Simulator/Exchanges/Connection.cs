using System.Net.WebSockets;
using System.Threading.Channels;

namespace Sage.Simulator.Exchanges;

/// <summary>Why and how the server ends a connection. Without a status there is no close frame.</summary>
internal readonly record struct Goodbye(WebSocketCloseStatus? Status, string Reason);

/// <summary>One client's websocket: what waits to be sent to it, and what it says.</summary>
internal abstract class Connection(WebSocket socket, Exchange exchange) : IDisposable
{
    private const int LargestMessage = 64 * 1024;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    // A client that does not read loses the oldest frames; the exchanges would close the connection.
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(8192) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();
    private readonly Lock _gate = new();
    private byte[]? _held;

    protected Exchange Exchange => exchange;

    /// <summary>When something was last sent or received, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    protected long LastFrame { get; private set; } = exchange.Time.GetTimestamp();

    /// <summary>An answer to a message, null for silence; or a goodbye.</summary>
    protected abstract (byte[]? Answer, Goodbye? Goodbye) Hear(ReadOnlySpan<byte> message);

    /// <summary>The last words before the server goes, if the exchange has any.</summary>
    protected virtual byte[]? Farewell() => null;

    /// <summary>News of the market, with whatever is wrong with them now.</summary>
    public void Send(byte[] frame)
    {
        var faults = exchange.Faults;
        if (faults.IsStalled || faults.IsReplaying)
        {
            return;
        }

        lock (_gate)
        {
            if (faults.IsReordering && _held is null)
            {
                _held = frame;
                return;
            }

            Write(frame, faults);
            if (_held is { } held)
            {
                _held = null;
                Write(held, faults);
            }
        }
    }

    /// <summary>Past all faults.</summary>
    public void Inject(byte[] frame)
    {
        LastFrame = exchange.Time.GetTimestamp();
        _outgoing.Writer.TryWrite(frame);
    }

    public void Drop()
    {
        try
        {
            _dropped.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    /// <summary>Runs until one side ends it.</summary>
    public async Task RunAsync(Action abort, CancellationToken stopping)
    {
        await using var aborting = _dropped.Token.Register(() =>
        {
            abort();
            socket.Abort();
        });
        using var ended = new CancellationTokenSource();
        var hearing = ListenAsync(ended.Token);
        var sending = SendQueuedAsync(ended.Token);
        try
        {
            await Task.WhenAny(hearing, sending).WaitAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            if (Farewell() is { } farewell)
            {
                Inject(farewell);
            }
        }

        _outgoing.Writer.TryComplete();
        await EndAsync(hearing, sending, ended);
    }

    public virtual void Dispose() => _dropped.Dispose();

    private void Write(byte[] frame, Faults faults)
    {
        if (faults.IsCorrupting)
        {
            Inject(frame[..(frame.Length * 2 / 3)]);
        }

        Inject(frame);
        if (faults.IsDuplicating)
        {
            Inject(frame);
        }
    }

    private async Task EndAsync(Task<Goodbye> hearing, Task sending, CancellationTokenSource ended)
    {
        try
        {
            await sending.WaitAsync(CloseLimit);
            var goodbye = hearing.IsCompletedSuccessfully ? await hearing : new Goodbye(WebSocketCloseStatus.EndpointUnavailable, "going away");
            if (goodbye.Status is { } status)
            {
                await socket.CloseOutputAsync(status, goodbye.Reason, CancellationToken.None).WaitAsync(CloseLimit);
                // The client's own close frame, if it is polite.
                await hearing.WaitAsync(CloseLimit);
            }
            else
            {
                socket.Abort();
            }
        }
        catch (Exception exception) when (exception is WebSocketException or TimeoutException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // Gone, or not reading: what is left is to let go of the connection.
            socket.Abort();
        }

        await ended.CancelAsync();
        await Task.WhenAll(hearing, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendQueuedAsync(CancellationToken cancellationToken)
    {
        await foreach (var frame in _outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }

    private async Task<Goodbye> ListenAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestMessage];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return new Goodbye(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, socket.CloseStatusDescription ?? "");
            }

            if (part.EndOfMessage)
            {
                LastFrame = exchange.Time.GetTimestamp();
                var (answer, goodbye) = Hear(buffer.AsSpan(0, length));
                if (goodbye is not null)
                {
                    return goodbye.Value;
                }

                if (answer is not null && !exchange.Faults.IsStalled)
                {
                    Inject(answer);
                }

                length = 0;
            }
            else if (length == buffer.Length)
            {
                return new Goodbye(WebSocketCloseStatus.MessageTooBig, "Payload too long");
            }
        }
    }
}
