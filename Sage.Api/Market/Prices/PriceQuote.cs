using System.Text.Json.Serialization;

namespace Sage.Api.Market.Prices;

/// <summary>The latest price of a symbol, as it is kept in memory and shared through Valkey.</summary>
internal sealed record PriceQuote
{
    public required string Symbol { get; init; }

    public required decimal Price { get; init; }

    /// <summary>Where the price is from: an exchange, or "simulated".</summary>
    public required string Source { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ExchangeTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Rises with every change, also from one writing backend to the next.</summary>
    public required long Revision { get; init; }

    public long TradeId { get; init; }

    public DayStatistics? Day { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(PriceQuote))]
[JsonSerializable(typeof(PriceQuote[]))]
internal sealed partial class PriceQuoteJson : JsonSerializerContext;
