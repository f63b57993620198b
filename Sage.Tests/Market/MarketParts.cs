using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;

namespace Sage.Tests.Market;

/// <summary>What the tests of the slice build its parts from.</summary>
internal static class MarketParts
{
    public static readonly MarketSymbols Symbols = new("BTCUSDT", "ETHUSDT");

    public static IOptions<MarketOptions> Options(Action<MarketOptions>? configure = null)
    {
        var options = new MarketOptions();
        configure?.Invoke(options);
        return Microsoft.Extensions.Options.Options.Create(options);
    }

    public static FeedStatuses Statuses(TimeProvider time) => new(Options(), time);

    public static SageMarketMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static MarketEvent Trade(long id, decimal price, DateTimeOffset at, decimal quantity = 1, int symbol = 0, FeedSource source = FeedSource.Binance) => new()
    {
        Kind = MarketEventKind.Trade,
        Source = source,
        Symbol = symbol,
        Price = price,
        Quantity = quantity,
        TradeId = id,
        ExchangeTime = at.ToUnixTimeMilliseconds(),
        ReceivedAt = at.ToUnixTimeMilliseconds(),
    };

    public static MarketEvent Ticker(decimal price, DateTimeOffset at, decimal open, int symbol = 0, FeedSource source = FeedSource.Binance) => new()
    {
        Kind = MarketEventKind.Ticker,
        Source = source,
        Symbol = symbol,
        Price = price,
        ExchangeTime = at.ToUnixTimeMilliseconds(),
        ReceivedAt = at.ToUnixTimeMilliseconds(),
        Day = new DayStatistics(open, price, open, 1000),
    };
}
