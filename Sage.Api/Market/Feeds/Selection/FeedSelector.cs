using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds.Selection;

/// <summary>
/// Which source the prices are taken from: the first healthy one in the order of preference. Away from a silent source it goes
/// at once, back to a better one only after that has been healthy for a while. Used by the pump alone.
/// </summary>
internal sealed partial class FeedSelector(FeedStatuses statuses, LatestTicks latest, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<FeedSelector> logger)
{
    private FeedSource? _active;
    private long _activeSince;
    private FeedSource? _candidate;
    private long _candidateSince;
    private long _begun;

    public FeedSource? Active => _active;

    /// <summary>
    /// The selected source tells the other symbols, but nothing of this one for as long as a price may be old: its stream is dead or
    /// refused, or nobody trades there. Then what another source says of this symbol counts.
    /// </summary>
    public bool LeavesOut(int symbol)
    {
        var staleAfter = options.Value.StaleAfter;
        return _active is { } active && active != FeedSource.CoinGecko && time.GetElapsedTime(_activeSince) >= staleAfter
            && latest.Price(active, symbol, (time.GetUtcNow() - staleAfter).ToUnixTimeMilliseconds()) is null;
    }

    /// <summary>A new term: nothing is known yet.</summary>
    public void Begin()
    {
        _begun = time.GetTimestamp();
        (_active, _candidate, statuses.Active) = (null, null, null);
    }

    public void End() => statuses.Active = null;

    /// <summary>True: another source has been selected.</summary>
    public bool Evaluate()
    {
        var best = Best();
        if (best is null || best == _active)
        {
            // With no healthy source the last one stays, and its prices become stale.
            _candidate = null;
            return false;
        }

        if (best != _candidate)
        {
            (_candidate, _candidateSince) = (best, time.GetTimestamp());
        }

        if (!IsDue(best.Value))
        {
            return false;
        }

        Switch(best.Value);
        return true;
    }

    private FeedSource? Best()
    {
        foreach (var source in FeedSources.All)
        {
            if (statuses[source].IsHealthy)
            {
                return source;
            }
        }

        return null;
    }

    private bool IsDue(FeedSource best)
    {
        if (_active is { } active)
        {
            return !statuses[active].IsHealthy || time.GetElapsedTime(_candidateSince) >= options.Value.ReturnAfter;
        }

        // At the start a better source may be slower by a moment; one that is refused will not come.
        return time.GetElapsedTime(_begun) >= options.Value.SilentAfter
            || FeedSources.All.TakeWhile(source => source < best).All(source => statuses[source].Current.State is FeedState.Restricted);
    }

    private void Switch(FeedSource next)
    {
        if (_active is { } previous)
        {
            metrics.Switched(previous, next);
            if (next > previous)
            {
                Log.TakenOver(logger, next, previous, statuses[previous].Current.State, options.Value.SilentAfter.TotalSeconds);
            }
            else
            {
                Log.Returned(logger, next, options.Value.ReturnAfter.TotalSeconds);
            }
        }

        (_active, _activeSince, _candidate, statuses.Active) = (next, time.GetTimestamp(), null, next);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Next} takes over: {Previous} is {State} and has told no price for up to {Seconds:0} s.")]
        public static partial void TakenOver(ILogger logger, FeedSource next, FeedSource previous, FeedState state, double seconds);

        [LoggerMessage(2, LogLevel.Information, "Back to {Next}, which has been healthy for {Seconds:0} s.")]
        public static partial void Returned(ILogger logger, FeedSource next, double seconds);
    }
}
