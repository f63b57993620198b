using System.ComponentModel;
using System.Text.Json.Serialization;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Models;

// Money travels as text: a JSON number would become a binary float in the browser.

/// <summary>The latest price of a symbol.</summary>
internal sealed record PriceResponse
{
    public required string Symbol { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal Price { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    [Description("Percent over the last 24 hours; null when the source has not told.")]
    public required decimal? ChangePercent24h { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal? High24h { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal? Low24h { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    [Description("In units of the base, over the last 24 hours.")]
    public required decimal? Volume24h { get; init; }

    [Description("Which exchange or aggregator told the price.")]
    public required FeedSource Source { get; init; }

    [Description("The source is played by Sage's simulator: no real market behind it.")]
    public required bool Simulated { get; init; }

    [Description("The source's clock.")]
    public required DateTimeOffset ExchangeTime { get; init; }

    [Description("Our clock when the price had arrived.")]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Description("Not renewed for longer than its limit: not a live price.")]
    public required bool Stale { get; init; }

    public static PriceResponse From(PriceEntry entry)
    {
        var (quote, day) = (entry.Quote, entry.Quote.Day);
        return new PriceResponse
        {
            Symbol = quote.Symbol,
            Price = quote.Price,
            ChangePercent24h = day is { Open: > 0 } ? decimal.Round((quote.Price - day.Value.Open) / day.Value.Open * 100, 2) : null,
            High24h = day is null ? null : Math.Max(day.Value.High, quote.Price),
            Low24h = day is null ? null : Math.Min(day.Value.Low, quote.Price),
            Volume24h = day?.Volume,
            Source = quote.Source,
            Simulated = quote.Simulated,
            ExchangeTime = DateTimeOffset.FromUnixTimeMilliseconds(quote.ExchangeTime),
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(quote.ReceivedAt),
            Stale = entry.Stale,
        };
    }
}
