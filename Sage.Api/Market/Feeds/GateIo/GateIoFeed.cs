using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Sessions;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Feeds.GateIo;

/// <summary>Reads Gate.io beside Binance for as long as this process leads: it takes over at once, and until then it is what Binance is compared with.</summary>
internal sealed class GateIoFeed(
    GateIoProtocol protocol, IFeedSocketFactory sockets, ConnectLimiter limiter, FeedStatuses statuses, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<GateIoFeed> logger)
    : IFeedLeader
{
    public Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken) => options.Value.GateIo.Enabled
        ? new FeedSupervisor(protocol, sockets, limiter, statuses[FeedSource.GateIo], metrics, options.Value.SilenceTimeout, time, logger).RunAsync(cancellationToken)
        : Task.CompletedTask;
}
