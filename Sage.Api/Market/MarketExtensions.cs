using Microsoft.Extensions.Options;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Caps;
using Sage.Api.Market.FearGreed;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Http;
using Sage.Api.Market.Lease;
using Sage.Api.Market.Models;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Sharing;
using Sage.Api.Market.Streaming;

namespace Sage.Api.Market;

/// <summary>The market slice: exchanges → queue → board and candles → Valkey, Postgres, clients.</summary>
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
        services.AddSingleton<MarketName>();
        services.AddSingleton<MarketSymbols>();

        // Hosted services end in reverse: the lease with all it leads, then what was read, then what that became.
        var reads = builder.Configuration.GetValue($"{MarketOptions.Section}:{nameof(MarketOptions.ReadFeed)}", defaultValue: true);
        services.AddFearGreed();
        services.AddMarketCaps();
        services.AddMarketApi();
        services.AddStreaming();
        services.AddPrices();
        services.AddSharing(reads);
        services.AddCandles(reads);
        services.AddFeeds(reads);
        services.AddLease(reads);
    }
}
