using Sage.Api.Market.Feeds;

namespace Sage.Api.Market;

internal enum MarketEventKind : byte
{
    Trade,
    Ticker,
}

/// <summary>What an exchange said about one symbol: a trade, or its statistics of the last 24 hours.</summary>
internal readonly record struct MarketEvent
{
    public required MarketEventKind Kind { get; init; }

    public required FeedSource Source { get; init; }

    /// <summary>Index in <see cref="MarketSymbols"/>.</summary>
    public required int Symbol { get; init; }

    public required decimal Price { get; init; }

    /// <summary>The exchange's clock, in Unix milliseconds.</summary>
    public required long ExchangeTime { get; init; }

    /// <summary>Our clock when the frame had arrived, in Unix milliseconds.</summary>
    public long ReceivedAt { get; init; }

    /// <summary>How many milliseconds old it was then, by the exchanges' clocks.</summary>
    public long Age { get; init; }

    /// <summary>Trades only: rises by symbol.</summary>
    public long TradeId { get; init; }

    /// <summary>Trades only.</summary>
    public decimal Quantity { get; init; }

    /// <summary>Tickers only, and not all of them.</summary>
    public DayStatistics? Day { get; init; }
}

/// <summary>The rolling last 24 hours.</summary>
internal readonly record struct DayStatistics(decimal Open, decimal High, decimal Low, decimal Volume);
