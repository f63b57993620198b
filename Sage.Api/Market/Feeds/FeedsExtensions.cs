using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Feeds.GateIo;
using Sage.Api.Market.Feeds.Selection;
using Sage.Api.Market.Feeds.Sessions;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Feeds;

internal static class FeedsExtensions
{
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    public static void AddFeeds(this IServiceCollection services, bool leads)
    {
        services.AddSingleton<FeedStatuses>();
        services.AddSingleton<TickQueue>();
        services.AddSingleton<CoinGeckoCoins>();
        if (!leads)
        {
            return;
        }

        services.AddSingleton<ExchangeClock>();
        services.AddSingleton<LatestTicks>();
        services.AddSingleton<TickFilter>();
        services.AddSingleton<DisagreementWatch>();
        services.AddSingleton<FeedSelector>();

        services.AddSingleton<IFeedSocketFactory, FeedSocketFactory>();
        // One for each exchange: what one uses up is not the other's.
        services.AddTransient<ConnectLimiter>();
        services.AddSingleton<BinanceProtocol>();
        services.AddSingleton<GateIoPairs>();
        services.AddSingleton<GateIoProtocol>();
        services.AddSingleton<CoinGeckoClient>();
        services.AddHttpClient(CoinGeckoClient.HttpClientName, client =>
        {
            (client.Timeout, client.MaxResponseContentBufferSize) = (AnswerTimeout, LongestAnswer);
            CoinGeckoOptions.Introduce(client);
        });

        // They end in reverse: first nothing new is read, then what was read is handed over.
        services.AddSingleton<IFeedLeader, TickPump>();
        services.AddSingleton<IFeedLeader, BinanceFeed>();
        services.AddSingleton<IFeedLeader, GateIoFeed>();
        services.AddSingleton<IFeedLeader, CoinGeckoFeed>();
    }
}
