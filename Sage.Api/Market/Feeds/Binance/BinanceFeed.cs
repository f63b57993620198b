using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Sessions;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>Reads Binance for as long as this process leads.</summary>
internal sealed class BinanceFeed(
    BinanceProtocol protocol, IFeedSocketFactory sockets, ConnectLimiter limiter, FeedStatuses statuses, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<BinanceFeed> logger)
    : IFeedLeader
{
    public Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken) =>
        new FeedSupervisor(protocol, sockets, limiter, statuses[FeedSource.Binance], metrics, options.Value.SilenceTimeout, time, logger).RunAsync(cancellationToken);
}
