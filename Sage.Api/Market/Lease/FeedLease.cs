namespace Sage.Api.Market.Lease;

/// <summary>Lets the leaders of this process run while it leads; today every process that reads the exchange does.</summary>
internal sealed class FeedLease(IEnumerable<IFeedLeader> leaders) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var term = new LeaseTerm(1);
        await Task.WhenAll(leaders.Select(leader => leader.LeadAsync(term, stoppingToken)));
    }
}
