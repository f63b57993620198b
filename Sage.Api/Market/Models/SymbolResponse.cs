using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sage.Api.Market.Models;

/// <summary>A pair that is served here.</summary>
internal sealed record SymbolResponse
{
    public required string Symbol { get; init; }

    public required string Base { get; init; }

    public required string Quote { get; init; }

    [Description("The base's name for people.")]
    public required string Name { get; init; }

    [Description("Digits after the point that a price of this pair is shown with.")]
    public required int PriceDecimals { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    [Description("Null while it is not known.")]
    public required decimal? MarketCapUsd { get; init; }
}
