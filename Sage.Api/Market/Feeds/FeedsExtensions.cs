using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Feeds;

internal static class FeedsExtensions
{
    public static void AddFeeds(this IServiceCollection services, bool leads)
    {
        services.AddSingleton<FeedStatuses>();
        services.AddSingleton<TickQueue>();
        if (leads)
        {
            services.AddSingleton<IFeedSocketFactory, FeedSocketFactory>();
            services.AddSingleton<BinanceFrameHandler>();
            services.AddSingleton<IFeedLeader, BinanceFeed>();
            services.AddHostedService<TickPump>();
        }
    }
}
