using System.Collections.Immutable;
using System.Net.WebSockets;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.GateIo;

/// <summary>What one client listens to, and the messages it sends.</summary>
internal sealed class GateIoConnection : Connection, IGateIoSubscriptions
{
    // Seen on the wire: a connection on which nothing is said is cut, without a close frame.
    private static readonly TimeSpan SilentAtFirst = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(60);

    private readonly ITimer _watch;
    private ImmutableHashSet<(string Channel, string Pair)> _subscriptions = [];

    public GateIoConnection(WebSocket socket, Exchange exchange)
        : base(socket, exchange)
    {
        _watch = exchange.Time.CreateTimer(_ => CutWhenSilent(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public string Id { get; } = Guid.NewGuid().ToString("N")[..16];

    public bool Wants(string channel, string pair) => _subscriptions.Contains((channel, pair));

    public void Subscribe(string channel, string pair) => _subscriptions = _subscriptions.Add((channel, pair));

    public void Unsubscribe(string channel, string pair) => _subscriptions = _subscriptions.Remove((channel, pair));

    public override void Dispose()
    {
        _watch.Dispose();
        base.Dispose();
    }

    protected override (byte[]? Answer, Goodbye? Goodbye) Hear(ReadOnlySpan<byte> message) => (GateIoCommands.Answer(message, Exchange.Now(), this), null);

    private void CutWhenSilent()
    {
        // A stall is the simulator's doing, not the client's.
        if (!Exchange.Faults.IsStalled && Exchange.Time.GetElapsedTime(LastFrame) > (_subscriptions.IsEmpty ? SilentAtFirst : Silent))
        {
            Drop();
        }
    }
}
