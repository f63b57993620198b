using System.Net.WebSockets;

namespace Sage.Api.Market.Feeds.Sessions;

/// <summary>One connection to an exchange, from the handshake to its end.</summary>
internal sealed class FeedSession : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Setting a timer anew for each of thousands of frames would cost more than reading them.
    private static readonly TimeSpan RearmInterval = TimeSpan.FromMilliseconds(250);

    private readonly IFeedSocketFactory _sockets;
    private readonly FeedProtocol _protocol;
    private readonly TimeSpan _silenceTimeout;
    private readonly TimeProvider _time;
    private readonly Action _connected;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _renewalDue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _connectedAt;

    public FeedSession(IFeedSocketFactory sockets, FeedProtocol protocol, TimeSpan silenceTimeout, TimeProvider time, Action connected, CancellationToken cancellationToken)
    {
        _sockets = sockets;
        _protocol = protocol;
        _silenceTimeout = silenceTimeout;
        _time = time;
        _connected = connected;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Ended = RunAsync(protocol.Address);
    }

    /// <summary>The first price has come.</summary>
    public Task Live => _live.Task;

    /// <summary>The exchange will end this connection soon: time for another one beside it.</summary>
    public Task RenewalDue => _renewalDue.Task;

    public Task<Disconnect> Ended { get; }

    public async Task<Disconnect> StopAsync()
    {
        await _stop.CancelAsync();
        return await Ended;
    }

    public void Dispose() => _stop.Dispose();

    private async Task<Disconnect> RunAsync(Uri address)
    {
        // Set anew by every price; until the connection stands it bounds the handshake.
        using var silence = new CancellationTokenSource(ConnectTimeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, silence.Token);
        try
        {
            using var socket = await _sockets.ConnectAsync(address, ending.Token);
            _connectedAt = _time.GetTimestamp();
            silence.CancelAfter(_silenceTimeout);
            _connected();

            using var sender = new FeedSender(socket, _protocol.PauseBetweenCommands, _time);
            await using var renewal = _time.CreateTimer(_ => _renewalDue.TrySetResult(), null, _protocol.RenewAfter, Timeout.InfiniteTimeSpan);
            var conversation = _protocol.ConverseAsync(sender, ending.Token);
            try
            {
                return End(DisconnectReason.ClosedByServer, await ReadAsync(socket, silence, ending.Token));
            }
            finally
            {
                await ending.CancelAsync();
                // How it ended is known from the reading side.
                await conversation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return _connectedAt is null
                ? End(DisconnectReason.ConnectFailed, $"no answer within {ConnectTimeout.TotalSeconds:0} s")
                : End(DisconnectReason.Silence, $"nothing for {_silenceTimeout.TotalSeconds:0} s");
        }
        catch (FeedConnectException exception)
        {
            return End(exception.Reason, exception.Message);
        }
        catch (WebSocketException exception)
        {
            return End(DisconnectReason.ConnectionLost, exception.Message);
        }
    }

    private async Task<string> ReadAsync(WebSocket socket, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var messages = new MessageReader(socket);
        var rearmed = _time.GetTimestamp();
        while (true)
        {
            var message = await messages.ReadAsync(cancellationToken);
            if (message.IsClose)
            {
                return $"{(int?)socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd();
            }

            var outcome = _protocol.Handle(message.TooLong ? default : message.Bytes.Span);
            if (outcome == FrameOutcome.Shutdown)
            {
                _renewalDue.TrySetResult();
            }
            else if (outcome is FrameOutcome.Accepted or FrameOutcome.AcceptedKline)
            {
                _live.TrySetResult();
                if (_time.GetElapsedTime(rearmed) >= RearmInterval)
                {
                    silence.CancelAfter(_silenceTimeout);
                    rearmed = _time.GetTimestamp();
                }
            }
        }
    }

    private Disconnect End(DisconnectReason reason, string detail) => new(
        _stop.IsCancellationRequested ? DisconnectReason.Stopping : reason,
        detail,
        _connectedAt is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero);
}
