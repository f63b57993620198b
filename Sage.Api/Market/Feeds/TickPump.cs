using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds.Selection;
using Sage.Api.Market.Lease;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Feeds;

/// <summary>Takes what the feeds have queued to the board and into the candles. Ends after the feeds, when the queue is empty.</summary>
internal sealed class TickPump(
    TickQueue queue, FeedSelector selector, TickFilter filter, LatestTicks latest, DisagreementWatch disagreements, PriceBoard board, CandleIntake candles, MarketSymbols symbols, SageMarketMetrics metrics)
    : IFeedLeader
{
    // Readers wake once per batch, and never later than after so many ticks.
    private const int LargestBatch = 256;

    public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            while (true)
            {
                await queue.WaitAsync(cancellationToken);
                Drain(term);
            }
        }
        finally
        {
            Drain(term);
            disagreements.Clear();
            selector.End();
        }
    }

    // What was known in another term may be hours old.
    internal void Begin()
    {
        filter.Clear();
        latest.Clear();
        disagreements.Clear();
        selector.Begin();
    }

    internal void Drain(LeaseTerm term)
    {
        bool more;
        do
        {
            more = TakeBatch(term);
        }
        while (more);
    }

    private bool TakeBatch(LeaseTerm term)
    {
        var changed = false;
        var count = 0;
        for (; count < LargestBatch && queue.TryTake(out MarketEvent tick); count++)
        {
            changed |= Take(tick, term);
        }

        while (queue.TryTake(out Kline kline))
        {
            candles.Add(kline);
        }

        if (changed)
        {
            board.Announce();
        }

        return count == LargestBatch;
    }

    private bool Take(in MarketEvent tick, LeaseTerm term)
    {
        var refusal = filter.Judge(tick);
        if (refusal != TickRefusal.None)
        {
            metrics.TickRefused(tick.Source, refusal);
            return false;
        }

        latest.Set(tick);
        disagreements.Check(tick);
        var changed = selector.Evaluate() && TakeOver(selector.Active, term);
        if (tick.Source != selector.Active && !selector.LeavesOut(tick.Symbol))
        {
            return changed;
        }

        if (tick.Kind == MarketEventKind.Trade)
        {
            candles.Add(tick);
        }

        return board.Apply(tick, term.Token) || changed;
    }

    // What the new source has said meanwhile counts from now on; the next tick of a quiet coin may be far.
    private bool TakeOver(FeedSource? source, LeaseTerm term)
    {
        var changed = false;
        for (var symbol = 0; symbol < symbols.Count && source is not null; symbol++)
        {
            changed |= latest.Ticker(source.Value, symbol) is { } ticker && board.Apply(ticker, term.Token);
            changed |= latest.Trade(source.Value, symbol) is { } trade && board.Apply(trade, term.Token);
        }

        return changed;
    }
}
