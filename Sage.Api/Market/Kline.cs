using Sage.Api.Market.Feeds;

namespace Sage.Api.Market;

/// <summary>One minute of a symbol as the exchange itself tells it, while it runs and when it has closed.</summary>
internal readonly record struct Kline
{
    /// <summary>Index in <see cref="MarketSymbols"/>.</summary>
    public required int Symbol { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long OpenTime { get; init; }

    public required decimal Open { get; init; }

    public required decimal High { get; init; }

    public required decimal Low { get; init; }

    public required decimal Close { get; init; }

    /// <summary>Of the base: bitcoins of BTCUSDT.</summary>
    public required decimal Volume { get; init; }

    /// <summary>Of the quote: dollars of BTCUSDT.</summary>
    public required decimal QuoteVolume { get; init; }

    public required long Trades { get; init; }

    /// <summary>Final: the exchange will not tell this minute again.</summary>
    public required bool Closed { get; init; }

    public required FeedSource Source { get; init; }
}
