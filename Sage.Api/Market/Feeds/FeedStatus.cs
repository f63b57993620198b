namespace Sage.Api.Market.Feeds;

/// <summary>What a feed last did; written by the feed, read by anyone.</summary>
internal sealed class FeedStatus(TimeSpan silentAfter, TimeSpan staleAfter, TimeProvider time)
{
    private const long Never = -1;

    private Snapshot _current = new(FeedState.Off, null, null);
    private long _lastFrameAt;
    private long _lastPriceTimestamp = Never;
    private long _lag = Never;
    private long _accepted;
    private long _malformed;
    private long _disconnects;

    public Snapshot Current
    {
        get
        {
            var current = Volatile.Read(ref _current);
            return current.State == FeedState.Live && !IsFresh && time.GetUtcNow() - current.Since >= silentAfter ? current with { State = FeedState.Silent } : current;
        }
    }

    public DateTimeOffset? LastFrameAt => Interlocked.Read(ref _lastFrameAt) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>From the exchange's time of the newest price to its arrival.</summary>
    public long? LagMilliseconds => Interlocked.Read(ref _lag) is not Never and var lag ? lag : null;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Malformed => Interlocked.Read(ref _malformed);

    public long Disconnects => Interlocked.Read(ref _disconnects);

    /// <summary>Prices come, and nothing says that they will stop.</summary>
    public bool IsHealthy => IsFresh && Volatile.Read(ref _current).State != FeedState.Restricted;

    private bool IsFresh => Interlocked.Read(ref _lastPriceTimestamp) is not Never and var at && time.GetElapsedTime(at) < silentAfter;

    public void Enter(FeedState state) => Volatile.Write(ref _current, Volatile.Read(ref _current) with { State = state, Since = time.GetUtcNow() });

    public void Left(Disconnect disconnect)
    {
        var state = disconnect.Reason == DisconnectReason.Restricted ? FeedState.Restricted : FeedState.Waiting;
        Volatile.Write(ref _current, new Snapshot(state, time.GetUtcNow(), $"{disconnect.Reason}: {disconnect.Detail}"));
        Interlocked.Increment(ref _disconnects);
    }

    public void Frame(FrameOutcome outcome, long receivedAt)
    {
        Interlocked.Exchange(ref _lastFrameAt, receivedAt);
        if (outcome is FrameOutcome.Accepted or FrameOutcome.AcceptedKline)
        {
            Interlocked.Increment(ref _accepted);
        }
        else if (outcome is FrameOutcome.Malformed or FrameOutcome.Implausible)
        {
            Interlocked.Increment(ref _malformed);
        }
    }

    /// <param name="lagMilliseconds">By our clock.</param>
    /// <param name="ageMilliseconds">By the exchanges' clocks: a price that is stale when it comes is no sign of health.</param>
    public void Price(long lagMilliseconds, long ageMilliseconds = 0)
    {
        Interlocked.Exchange(ref _lag, Math.Max(0, lagMilliseconds));
        if (ageMilliseconds <= staleAfter.TotalMilliseconds)
        {
            Interlocked.Exchange(ref _lastPriceTimestamp, time.GetTimestamp());
        }
    }

    internal sealed record Snapshot(FeedState State, DateTimeOffset? Since, string? LastDisconnect);
}
