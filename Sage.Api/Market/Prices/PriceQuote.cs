using System.Text.Json.Serialization;
using Sage.Api.Market.Feeds;

namespace Sage.Api.Market.Prices;

/// <summary>The latest price of a symbol, as it is kept in memory and shared through Valkey.</summary>
internal sealed record PriceQuote
{
    public required string Symbol { get; init; }

    public required decimal Price { get; init; }

    public required FeedSource Source { get; init; }

    /// <summary>No exchange behind it: the source is played by Sage.Simulator.</summary>
    public bool Simulated { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ExchangeTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>How many milliseconds old the price was when this was written: no clock of another machine is needed to go on from there.</summary>
    public long Age { get; init; }

    /// <summary>Rises with every change, also from one writing backend to the next.</summary>
    public required long Revision { get; init; }

    /// <summary>Of the term in which it was read: a smaller one never replaces a greater one.</summary>
    public long Token { get; init; }

    public long TradeId { get; init; }

    public DayStatistics? Day { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PriceQuote))]
[JsonSerializable(typeof(PriceQuote[]))]
internal sealed partial class PriceQuoteJson : JsonSerializerContext;
