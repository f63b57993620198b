using System.Collections.Concurrent;

namespace Sage.Simulator.Binance;

/// <summary>The open connections.</summary>
internal sealed class BinanceSessions
{
    private readonly ConcurrentDictionary<BinanceSession, CancellationTokenSource> _sessions = new();

    public int Count => _sessions.Count;

    public void Add(BinanceSession session, CancellationTokenSource drop) => _sessions[session] = drop;

    public void Remove(BinanceSession session) => _sessions.TryRemove(session, out _);

    /// <summary>To everyone who wants the stream, wrapped or bare; made only if anyone does.</summary>
    public void Publish(string stream, Func<byte[]> create)
    {
        byte[]? payload = null;
        byte[]? wrapped = null;
        foreach (var (session, _) in _sessions)
        {
            if (session.Wants(stream))
            {
                payload ??= create();
                session.Send(session.Combined ? wrapped ??= BinanceFrames.Combined(stream, payload) : payload);
            }
        }
    }

    public void SendToAll(byte[] frame)
    {
        foreach (var (session, _) in _sessions)
        {
            session.Send(frame);
        }
    }

    /// <summary>Breaks every connection without a close frame, as a network does.</summary>
    public int DropAll()
    {
        var dropped = 0;
        foreach (var (_, drop) in _sessions)
        {
            try
            {
                drop.Cancel();
                dropped++;
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself meanwhile.
            }
        }

        return dropped;
    }
}
