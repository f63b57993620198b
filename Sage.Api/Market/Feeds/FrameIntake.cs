namespace Sage.Api.Market.Feeds;

/// <summary>What a parser has made of a frame: judged by the clock, counted, queued.</summary>
internal sealed class FrameIntake(FeedSource source, TimeSpan oldest, ExchangeClock clock, TickQueue queue, FeedStatuses statuses, SageMarketMetrics metrics, TimeProvider time)
{
    // Generous for the clock of a laptop; further away it is no time.
    public static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(5);

    // The two sources' clocks, and their frames' ways, differ by less.
    private const long Ahead = 1000;

    private readonly FeedStatus _status = statuses[source];

    public FrameOutcome Take(FrameOutcome outcome, in MarketEvent tick, in Kline kline)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (outcome == FrameOutcome.Accepted && !(IsTime(tick.ExchangeTime, now) && Plausibility.Holds(tick))
            || outcome == FrameOutcome.AcceptedKline && !(kline.OpenTime - now <= MaxClockDifference.TotalMilliseconds && Plausibility.Holds(kline)))
        {
            outcome = FrameOutcome.Implausible;
        }

        metrics.FrameReceived(source, outcome);
        if (outcome == FrameOutcome.Accepted)
        {
            var lag = now - tick.ExchangeTime;
            // CoinGecko tells when a price was made, which says nothing about its clock.
            var age = source == FeedSource.CoinGecko ? clock.Age(tick.ExchangeTime) : clock.Observe(tick.ExchangeTime);
            // Before the count: whoever has seen a price counted must not find its feed silent.
            _status.Price(lag, age);
            _status.Frame(outcome, now);
            if (tick.Kind == MarketEventKind.Trade)
            {
                metrics.TradeArrived(source, Math.Max(0, lag) / 1000.0);
            }

            // A price "from the future" would outrank every true one until then.
            queue.Add(tick with { ReceivedAt = now, Age = Math.Max(0, age), ExchangeTime = age < -Ahead ? tick.ExchangeTime + age : tick.ExchangeTime });
        }
        else
        {
            _status.Frame(outcome, now);
            if (outcome == FrameOutcome.AcceptedKline)
            {
                queue.Add(kline);
            }
        }

        return outcome;
    }

    private bool IsTime(long exchangeTime, long now) =>
        now - exchangeTime <= oldest.TotalMilliseconds && exchangeTime - now <= MaxClockDifference.TotalMilliseconds;
}
