namespace Sage.Api.Market.Feeds.Binance;

/// <summary>One frame: parsed, judged, counted, queued.</summary>
internal sealed class BinanceFrameHandler(MarketSymbols symbols, TickQueue queue, FeedStatuses statuses, SageMarketMetrics metrics, TimeProvider time)
{
    // Generous for the clock of a laptop, small against the damage: a price "from tomorrow" would outrank every true one.
    private static readonly long MaxClockDifference = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;

    private readonly FeedStatus _status = statuses[FeedSource.Binance];

    public FrameOutcome Handle(ReadOnlySpan<byte> frame)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var outcome = BinanceParser.Parse(frame, symbols, out var parsed);
        if (outcome == FrameOutcome.Accepted && Math.Abs(now - parsed.ExchangeTime) > MaxClockDifference)
        {
            outcome = FrameOutcome.Implausible;
        }

        _status.Frame(outcome, now);
        metrics.FrameReceived(outcome);
        if (outcome == FrameOutcome.Accepted)
        {
            if (parsed.Kind == MarketEventKind.Trade)
            {
                metrics.TradeArrived(Math.Max(0, now - parsed.ExchangeTime) / 1000.0);
            }

            queue.Add(parsed with { ReceivedAt = now });
        }

        return outcome;
    }
}
