namespace Sage.Api.Market.Prices;

/// <summary>Tells the readers when prices stop coming: a price that is no longer live must never look as if it were.</summary>
internal sealed class StalenessWatch(PriceBoard board, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (board.MarkStale())
            {
                board.Announce();
            }
        }
    }
}
