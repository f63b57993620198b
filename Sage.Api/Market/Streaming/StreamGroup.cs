using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>The clients that want the same symbols: those in step share the bytes of one frame. The broadcaster's own.</summary>
internal sealed class StreamGroup(SymbolSet symbols, string epoch, MarketSymbols known)
{
    private readonly List<StreamClient> _clients = [];
    private readonly List<PriceEntry> _wanted = [];
    private readonly EventFrame _shared = new();
    private readonly EventFrame _own = new();
    private long _ownSince = -1;
    private long _sequence;

    public int Count => _clients.Count;

    /// <summary>Clients that the last pass could not reach, or that are new: they need a frame of their own.</summary>
    public bool HasStragglers { get; private set; }

    /// <summary>When the last frame for all was written.</summary>
    public long WrittenAt { get; set; }

    public void Add(StreamClient client)
    {
        _clients.Add(client);
        HasStragglers = true;
    }

    /// <returns>Frames written, and clients left out because they had not taken their last one.</returns>
    public (int Written, int Conflated) Write(List<PriceEntry> board, long sequence, EventFrame? heartbeat)
    {
        Fill(_shared, board, _sequence, sequence);
        if (_shared.IsEmpty && !HasStragglers && heartbeat is null && !_clients.Exists(client => client.HasLeft))
        {
            return default;
        }

        var news = _shared.IsEmpty ? heartbeat ?? _shared : _shared;
        var (written, conflated) = (0, 0);
        _ownSince = -1;
        for (var i = _clients.Count - 1; i >= 0; i--)
        {
            var client = _clients[i];
            if (client.HasLeft)
            {
                _clients[i] = _clients[^1];
                _clients.RemoveAt(_clients.Count - 1);
                continue;
            }

            var frame = client.Sent == _sequence ? news : Own(board, client.Sent, sequence);
            if (frame.IsEmpty || client.TryWrite(frame.Bytes))
            {
                client.Sent = sequence;
                written += frame.IsEmpty ? 0 : 1;
            }
            else
            {
                conflated++;
            }
        }

        _sequence = sequence;
        HasStragglers = conflated > 0;
        return (written, conflated);
    }

    public void Dismiss()
    {
        foreach (var client in _clients)
        {
            client.Dismiss();
        }
    }

    // Stragglers mostly stopped at the same place, so the last such frame is often the right one.
    private EventFrame Own(List<PriceEntry> board, long since, long sequence)
    {
        if (since != _ownSince)
        {
            Fill(_own, board, since, sequence);
            _ownSince = since;
        }

        return _own;
    }

    private void Fill(EventFrame frame, List<PriceEntry> board, long since, long sequence)
    {
        frame.Clear();
        _wanted.Clear();
        foreach (var entry in board)
        {
            if (entry.Sequence > since && known.TryGetIndex(entry.Quote.Symbol, out var symbol) && symbols.Contains(symbol))
            {
                _wanted.Add(entry);
            }
        }

        if (_wanted.Count > 0)
        {
            frame.Changes(epoch, sequence, _wanted);
        }
    }
}
