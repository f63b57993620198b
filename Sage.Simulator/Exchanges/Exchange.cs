using System.Collections.Concurrent;
using Sage.Simulator.Market;

namespace Sage.Simulator.Exchanges;

/// <summary>One vendor: its clock, its view of the market, who is connected, and what it has been told to do wrong.</summary>
internal sealed class Exchange(string name, Tape tape, TimeProvider time)
{
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private long _skew;

    public string Name => name;

    public Tape Tape => tape;

    public Candles Candles { get; } = new(tape);

    public Faults Faults { get; } = new(time);

    public TimeProvider Time => time;

    public IEnumerable<Connection> Connections => _connections.Keys;

    public int ConnectionCount => _connections.Count;

    /// <summary>How far the exchange's clock is ahead. Its whole market lives by that clock.</summary>
    public TimeSpan Skew
    {
        get => TimeSpan.FromMicroseconds(Interlocked.Read(ref _skew));
        set => Interlocked.Exchange(ref _skew, (long)value.TotalMicroseconds);
    }

    /// <summary>Unix microseconds on the exchange's clock.</summary>
    public long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond + Interlocked.Read(ref _skew);

    public void Add(Connection connection) => _connections[connection] = true;

    public void Remove(Connection connection) => _connections.TryRemove(connection, out _);

    /// <summary>To everyone as it is, whatever else is wrong.</summary>
    public void Inject(byte[] frame)
    {
        foreach (var connection in Connections)
        {
            connection.Inject(frame);
        }
    }

    /// <summary>Breaks every connection without a close frame, as a network does.</summary>
    public int DropAll()
    {
        var dropped = 0;
        foreach (var connection in Connections)
        {
            connection.Drop();
            dropped++;
        }

        return dropped;
    }
}
