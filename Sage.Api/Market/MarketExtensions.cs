using Microsoft.Extensions.Options;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Sharing;
using Sage.Api.Market.Streaming;

namespace Sage.Api.Market;

/// <summary>The market slice: exchange → queue → board and candles → Valkey, Postgres, clients.</summary>
internal static class MarketExtensions
{
    public static void AddMarket(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<MarketOptions>, MarketOptionsValidator>();
        services.AddSingleton<IValidateOptions<MarketOptions>, MarketOptionsRules>();
        services.AddOptions<MarketOptions>().BindConfiguration(MarketOptions.Section).ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, MarketJson.Default));

        services.AddSingleton<SageMarketMetrics>();
        services.AddSingleton<MarketSymbols>();
        services.AddSingleton<PriceBoard>();
        services.AddSingleton<ValkeyConnection>();
        services.AddSingleton<SharedPrices>();
        services.AddSingleton<StreamClients>();
        services.AddSingleton<PriceStream>();
        services.AddSingleton<CandleStore>();
        services.AddSingleton<CandleBuffer>();
        services.AddSingleton<FeedStatus>();
        services.AddSingleton<TickQueue>();

        services.AddHostedService<StalenessWatch>();
        services.AddHostedService<PriceSubscriber>();
        if (builder.Configuration.GetValue($"{MarketOptions.Section}:{nameof(MarketOptions.ReadFeed)}", defaultValue: true))
        {
            services.AddFeed();
        }
    }

    // One process needs these. Hosted services end in reverse: the feed, then what it queued, then what that became.
    private static void AddFeed(this IServiceCollection services)
    {
        services.AddSingleton<IFeedSocketFactory, FeedSocketFactory>();
        services.AddSingleton<BinanceFrameHandler>();
        services.AddHostedService<PricePublisher>();
        services.AddHostedService<CandleWriter>();
        services.AddHostedService<TickPump>();
        services.AddHostedService<BinanceFeed>();
    }
}
