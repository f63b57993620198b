using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>
/// One loop writes to all clients: it waits for a change, collects what is new, and hands every client the same bytes. No timer
/// and no task per client; a pass never begins sooner than the stream interval after the one before.
/// </summary>
internal sealed class PriceBroadcaster(
    PriceBoard board,
    MarketSymbols known,
    FeedStatuses feeds,
    SageMarketMetrics metrics,
    IOptions<MarketOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    // Idle, it looks after heartbeats and after clients that have left.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<StreamClient> _joining = new();
    private readonly Dictionary<SymbolSet, StreamGroup> _groups = [];
    private readonly List<PriceEntry> _entries = [];
    private readonly EventFrame _heartbeat = new();
    private long _sequence;
    private int _joined;
    private volatile bool _ending;

    /// <summary>Clients that the loop holds on to.</summary>
    public int Count => Volatile.Read(ref _joined);

    /// <summary>From now on the loop writes to the client; the caller no more.</summary>
    public void Join(StreamClient client)
    {
        _joining.Enqueue(client);
        if (_ending)
        {
            client.Dismiss();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the server stops taking requests: it waits for the streams to end.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await board.WaitForChangeAsync(_sequence, Wait(), ending.Token);
                var started = time.GetTimestamp();
                Pass();
                var elapsed = time.GetElapsedTime(started);
                metrics.StreamPass(elapsed.TotalSeconds);
                await Task.Delay(TimeSpan.FromTicks(Math.Max((options.Value.StreamInterval - elapsed).Ticks, TimeSpan.TicksPerMillisecond)), time, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            _ending = true;
            TakeJoining();
            foreach (var group in _groups.Values)
            {
                group.Dismiss();
            }
        }
    }

    private TimeSpan Wait()
    {
        foreach (var group in _groups.Values)
        {
            if (group.HasStragglers)
            {
                return options.Value.StreamInterval;
            }
        }

        return LongestWait < options.Value.HeartbeatInterval ? LongestWait : options.Value.HeartbeatInterval;
    }

    private void Pass()
    {
        TakeJoining();
        _entries.Clear();
        _sequence = board.CollectSince(0, _entries);
        var (written, conflated, joined) = (0L, 0L, 0);
        foreach (var (symbols, group) in _groups)
        {
            var counts = group.Write(_entries, _sequence, HeartbeatIfDue(group));
            written += counts.Written;
            conflated += counts.Conflated;
            joined += group.Count;
            if (counts.Written > 0)
            {
                group.WrittenAt = time.GetTimestamp();
            }

            if (group.Count == 0)
            {
                _groups.Remove(symbols);
            }
        }

        Volatile.Write(ref _joined, joined);
        metrics.StreamFrames(written, conflated);
    }

    private void TakeJoining()
    {
        while (_joining.TryDequeue(out var client))
        {
            if (!_groups.TryGetValue(client.Symbols, out var group))
            {
                _groups[client.Symbols] = group = new StreamGroup(client.Symbols, EventId.Epoch(board.Epoch, client.Symbols, SymbolSet.All(known)), known) { WrittenAt = time.GetTimestamp() };
            }

            group.Add(client);
        }
    }

    private EventFrame? HeartbeatIfDue(StreamGroup group)
    {
        if (time.GetElapsedTime(group.WrittenAt) < options.Value.HeartbeatInterval)
        {
            return null;
        }

        _heartbeat.Clear();
        _heartbeat.Heartbeat(time.GetUtcNow(), feeds.Active is { } source ? feeds[source].Current.State.WireName() : FeedState.Off.WireName());
        return _heartbeat;
    }
}
