using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Binance.Stream;

/// <summary>What one client listens to, and the commands it sends.</summary>
internal sealed class BinanceConnection(WebSocket socket, Exchange exchange, bool combined, TimeUnit unit) : Connection(socket, exchange), IBinanceSubscriptions
{
    private const int MaxStreams = 1024;
    private const int MaxMessagesPerSecond = 5;

    private ImmutableHashSet<string> _streams = ImmutableHashSet<string>.Empty;
    private long _secondStarted;
    private int _messagesThisSecond;

    public IReadOnlyCollection<string> Streams => _streams;

    public bool Combined { get; set; } = combined;

    public TimeUnit Unit => unit;

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

    protected override (byte[]? Answer, Goodbye? Goodbye) Hear(ReadOnlySpan<byte> message) => IsTooFast()
        ? (null, new Goodbye(WebSocketCloseStatus.PolicyViolation, "Too many requests"))
        : (Encoding.UTF8.GetBytes(BinanceCommands.Answer(message, this)), null);

    protected override byte[] Farewell() => BinanceFrames.ServerShutdown(Exchange.Now(), Combined, unit);

    private bool IsTooFast()
    {
        if (_messagesThisSecond == 0 || Exchange.Time.GetElapsedTime(_secondStarted) >= TimeSpan.FromSeconds(1))
        {
            (_secondStarted, _messagesThisSecond) = (Exchange.Time.GetTimestamp(), 0);
        }

        return ++_messagesThisSecond > MaxMessagesPerSecond;
    }
}
