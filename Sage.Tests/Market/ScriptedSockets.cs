using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Sage.Api.Market.Feeds;

namespace Sage.Tests.Market;

/// <summary>The exchanges by script: each connection is a socket that the test feeds, breaks or closes, or a refusal. Gate.io is apart, in its own script.</summary>
internal sealed class ScriptedSockets : IFeedSocketFactory
{
    private readonly Channel<ScriptedSocket> _opened = Channel.CreateUnbounded<ScriptedSocket>();
    private readonly Lazy<ScriptedSockets> _gateIo = new(() => new ScriptedSockets());
    private int _attempts;
    private bool _isGateIo;

    public ScriptedSockets GateIo => _gateIo.Value;

    public int Attempts => Volatile.Read(ref _attempts);

    public Uri? Address { get; private set; }

    /// <summary>Thrown instead of opening a socket.</summary>
    public FeedConnectException? Refusal { get; set; }

    /// <summary>Hosts that refuse, each in its own way.</summary>
    public Dictionary<string, FeedConnectException> Refusals { get; } = [];

    public ValueTask<ScriptedSocket> NextAsync(CancellationToken cancellationToken) => _opened.Reader.ReadAsync(cancellationToken);

    public Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.AbsolutePath.StartsWith("/ws/v4", StringComparison.Ordinal) && !_isGateIo)
        {
            GateIo._isGateIo = true;
            return GateIo.ConnectAsync(address, cancellationToken);
        }

        Address = address;
        Interlocked.Increment(ref _attempts);
        if ((Refusal ?? Refusals.GetValueOrDefault(address.Host)) is { } refusal)
        {
            return Task.FromException<WebSocket>(refusal);
        }

        var socket = new ScriptedSocket();
        _opened.Writer.TryWrite(socket);
        return Task.FromResult<WebSocket>(socket);
    }
}

internal sealed class ScriptedSocket : WebSocket
{
    private readonly Channel<(WebSocketMessageType Type, byte[] Bytes, bool End)> _frames = Channel.CreateUnbounded<(WebSocketMessageType, byte[], bool)>();
    private (WebSocketMessageType Type, byte[] Bytes, bool End) _rest = (WebSocketMessageType.Text, [], false);
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();
    private WebSocketCloseStatus? _closeStatus;

    /// <summary>What was said to the exchange, in order.</summary>
    public ChannelReader<string> Sent => _sent.Reader;

    public bool IsDisposed { get; private set; }

    public override WebSocketCloseStatus? CloseStatus => _closeStatus;

    public override string? CloseStatusDescription => _closeStatus is null ? null : "scripted";

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public void Send(string frame) => Send(Encoding.UTF8.GetBytes(frame), end: true);

    public void Send(byte[] bytes, bool end) => _frames.Writer.TryWrite((WebSocketMessageType.Text, bytes, end));

    public void Close(WebSocketCloseStatus status)
    {
        _closeStatus = status;
        _frames.Writer.TryWrite((WebSocketMessageType.Close, [], true));
    }

    public void Break() => _frames.Writer.TryComplete(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.Bytes.Length == 0)
        {
            _rest = await _frames.Reader.WaitToReadAsync(cancellationToken) && _frames.Reader.TryRead(out var next)
                ? next
                : throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }

        var count = Math.Min(buffer.Length, _rest.Bytes.Length);
        _rest.Bytes.AsSpan(0, count).CopyTo(buffer.Span);
        var (type, end) = (_rest.Type, _rest.End && count == _rest.Bytes.Length);
        _rest.Bytes = _rest.Bytes[count..];
        return new ValueWebSocketReceiveResult(count, type, end);
    }

    public override void Abort() => _frames.Writer.TryComplete();

    public override void Dispose()
    {
        IsDisposed = true;
        _frames.Writer.TryComplete();
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        _sent.Writer.TryWrite(Encoding.UTF8.GetString(buffer));
        return Task.CompletedTask;
    }
}
