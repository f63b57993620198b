namespace Sage.Api.Market.Feeds;

/// <summary>What a parser has made of a frame: judged by the clock, counted, queued.</summary>
internal sealed class FrameIntake(FeedSource source, TimeSpan oldest, TickQueue queue, FeedStatuses statuses, SageMarketMetrics metrics, TimeProvider time)
{
    // Generous for the clock of a laptop, small against the damage: a price "from tomorrow" would outrank every true one.
    public static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(5);

    private readonly FeedStatus _status = statuses[source];

    public FrameOutcome Take(FrameOutcome outcome, in MarketEvent tick, in Kline kline)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (outcome == FrameOutcome.Accepted && !(IsTime(tick.ExchangeTime, now) && Plausibility.Holds(tick))
            || outcome == FrameOutcome.AcceptedKline && !(kline.OpenTime - now <= MaxClockDifference.TotalMilliseconds && Plausibility.Holds(kline)))
        {
            outcome = FrameOutcome.Implausible;
        }

        _status.Frame(outcome, now);
        metrics.FrameReceived(source, outcome);
        if (outcome == FrameOutcome.Accepted)
        {
            var lag = now - tick.ExchangeTime;
            _status.Price(lag);
            if (tick.Kind == MarketEventKind.Trade)
            {
                metrics.TradeArrived(source, Math.Max(0, lag) / 1000.0);
            }

            queue.Add(tick with { ReceivedAt = now });
        }
        else if (outcome == FrameOutcome.AcceptedKline)
        {
            queue.Add(kline);
        }

        return outcome;
    }

    private bool IsTime(long exchangeTime, long now) =>
        now - exchangeTime <= oldest.TotalMilliseconds && exchangeTime - now <= MaxClockDifference.TotalMilliseconds;
}
