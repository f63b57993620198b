using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>The clients that are written to in one go. The broadcaster's own.</summary>
internal sealed class StreamCohort(PriceBoard board, MarketSymbols known)
{
    private readonly Dictionary<SymbolSet, StreamGroup> _groups = [];
    private readonly List<PriceEntry> _entries = [];

    public int Count { get; private set; }

    /// <summary>Clients that the last pass could not reach, or that are new.</summary>
    public bool HasStragglers { get; private set; }

    /// <summary>Of the board, when this cohort was last written to.</summary>
    public long Sequence { get; private set; }

    public void Add(StreamClient client, long now)
    {
        if (!_groups.TryGetValue(client.Symbols, out var group))
        {
            _groups[client.Symbols] = group = new StreamGroup(client.Symbols, EventId.Epoch(board.Epoch, client.Symbols, SymbolSet.All(known)), known) { WrittenAt = now };
        }

        group.Add(client);
        Count++;
        HasStragglers = true;
    }

    /// <param name="now">The time, as <see cref="TimeProvider.GetTimestamp"/> tells it.</param>
    /// <param name="heartbeatIfDue">What a group is sent that was last written to at the given time and has no news.</param>
    /// <returns>Frames written, and clients left out because they had not taken their last one.</returns>
    public (int Written, int Conflated) Write(long now, Func<long, EventFrame?> heartbeatIfDue)
    {
        _entries.Clear();
        Sequence = board.CollectSince(0, _entries);
        var (written, conflated, count, stragglers) = (0, 0, 0, false);
        foreach (var (symbols, group) in _groups)
        {
            var counts = group.Write(_entries, Sequence, heartbeatIfDue(group.WrittenAt));
            written += counts.Written;
            conflated += counts.Conflated;
            count += group.Count;
            stragglers |= group.HasStragglers;
            if (counts.Written > 0)
            {
                group.WrittenAt = now;
            }

            if (group.Count == 0)
            {
                _groups.Remove(symbols);
            }
        }

        (Count, HasStragglers) = (count, stragglers);
        return (written, conflated);
    }

    public void Dismiss()
    {
        foreach (var group in _groups.Values)
        {
            group.Dismiss();
        }
    }
}
