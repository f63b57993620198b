using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>
/// One loop writes to all clients, without a timer or a task per client. They are served in cohorts, one after the other, each once
/// per stream interval and each with the prices of its own moment: were all served at once, the last ones would get prices as old
/// as it takes to serve all the others.
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
    // A millisecond and a half for each at the usual interval: much less, and the timers would decide.
    private const int MostCohorts = 10;

    // So many are written to in half a millisecond; fewer are not worth a turn of their own.
    private const int CohortSize = 64;

    // Idle, it looks after heartbeats and after clients that have left.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<StreamClient> _joining = new();
    private readonly List<StreamCohort> _cohorts = [new(board, known)];
    private readonly EventFrame _heartbeat = new();
    private int _turn;
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
        else if (board.Sequence != client.Sent)
        {
            // The change may have passed before it joined.
            board.Announce();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the server stops taking requests: it waits for the streams to end.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            var due = time.GetTimestamp();
            while (true)
            {
                // Whose turn it is knows least: no news for it are no news for any.
                var news = await board.WaitForChangeAsync(_cohorts[_turn].Sequence, Wait(), ending.Token);
                TakeJoining();
                for (var cohorts = news ? 1 : _cohorts.Count; cohorts > 0; cohorts--)
                {
                    ServeNext();
                }

                due = await PauseAsync(due, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            _ending = true;
            TakeJoining();
            _cohorts.ForEach(cohort => cohort.Dismiss());
        }
    }

    private TimeSpan Wait()
    {
        if (!_joining.IsEmpty || _cohorts.Exists(cohort => cohort.HasStragglers))
        {
            return options.Value.StreamInterval;
        }

        return LongestWait < options.Value.HeartbeatInterval ? LongestWait : options.Value.HeartbeatInterval;
    }

    private void ServeNext()
    {
        var started = time.GetTimestamp();
        var (written, conflated) = _cohorts[_turn].Write(started, HeartbeatIfDue);
        metrics.StreamPass(time.GetElapsedTime(started).TotalSeconds);
        metrics.StreamFrames(written, conflated);
        if (_cohorts[_turn].Count == 0 && _cohorts.Count > 1)
        {
            _cohorts.RemoveAt(_turn);
        }
        else
        {
            _turn++;
        }

        _turn %= _cohorts.Count;
        Volatile.Write(ref _joined, _cohorts.Sum(cohort => cohort.Count));
    }

    // Turns are as far apart as make one round in the interval. Timers are coarse, so what is late is caught up with, but not more
    // than half a round: a machine that cannot keep up gets longer rounds, with pauses for its clients to read.
    private async Task<long> PauseAsync(long due, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var round = (long)(options.Value.StreamInterval.TotalSeconds * time.TimestampFrequency);
        var turn = round / _cohorts.Count;
        due = now - due < round / 2 ? due + turn : now + turn;
        if (due > now)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, due).TotalMilliseconds)), time, cancellationToken);
        }

        return due;
    }

    private void TakeJoining()
    {
        while (_joining.TryDequeue(out var client))
        {
            var cohort = _cohorts.MinBy(cohort => cohort.Count)!;
            if (cohort.Count >= CohortSize && _cohorts.Count < MostCohorts)
            {
                _cohorts.Insert(_turn, cohort = new StreamCohort(board, known));
            }

            cohort.Add(client, time.GetTimestamp());
        }
    }

    private EventFrame? HeartbeatIfDue(long writtenAt)
    {
        if (time.GetElapsedTime(writtenAt) < options.Value.HeartbeatInterval)
        {
            return null;
        }

        _heartbeat.Clear();
        _heartbeat.Heartbeat(time.GetUtcNow(), feeds.Active is { } source ? feeds[source].Current.State.WireName() : FeedState.Off.WireName());
        return _heartbeat;
    }
}
