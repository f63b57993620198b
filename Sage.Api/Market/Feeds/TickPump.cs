using Sage.Api.Market.Candles;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Feeds;

/// <summary>Takes ticks from the queue to the board and into the candles. Stops after the feed, when the queue is empty.</summary>
internal sealed class TickPump(TickQueue queue, PriceBoard board, CandleIntake candles) : BackgroundService
{
    // Readers wake once per batch, and never later than after so many ticks.
    private const int LargestBatch = 256;

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        return base.StopAsync(cancellationToken);
    }

    // Not by the stopping token: what the exchange has said is taken over before the candles are written for the last time.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.WaitAsync())
        {
            var changed = false;
            for (var i = 0; i < LargestBatch && queue.TryTake(out var tick); i++)
            {
                changed |= board.Apply(tick);
                if (tick.Kind == MarketEventKind.Trade)
                {
                    candles.Add(tick);
                }
            }

            if (changed)
            {
                board.Announce();
            }
        }
    }
}
