using System.Text.Json.Serialization;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market;

// Money travels as text: a JSON number would become a binary float in the browser.

/// <summary>The latest price of a symbol.</summary>
internal sealed record PriceResponse
{
    public required string Symbol { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal Price { get; init; }

    /// <summary>Percent over the last 24 hours; null when the source has not told.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal? ChangePercent24h { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal? High24h { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal? Low24h { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal? Volume24h { get; init; }

    public required string Source { get; init; }

    public required bool Simulated { get; init; }

    public required DateTimeOffset ExchangeTime { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

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
            Source = quote.Source.WireName(),
            Simulated = quote.Simulated,
            ExchangeTime = DateTimeOffset.FromUnixTimeMilliseconds(quote.ExchangeTime),
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(quote.ReceivedAt),
            Stale = entry.Stale,
        };
    }
}

/// <summary>One minute of trades.</summary>
internal sealed record CandleResponse
{
    public required DateTimeOffset OpenTime { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal Open { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal High { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal Low { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal Close { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required decimal Volume { get; init; }

    public required long Trades { get; init; }

    public static CandleResponse From(CandleRow row) => new()
    {
        OpenTime = row.OpenTime,
        Open = row.Open,
        High = row.High,
        Low = row.Low,
        Close = row.Close,
        Volume = row.Volume,
        Trades = row.Trades,
    };
}

/// <summary>How the market slice of this process is doing.</summary>
internal sealed record MarketStatusResponse
{
    public required FeedStatusResponse Feed { get; init; }

    public required long TicksQueued { get; init; }

    public required long TicksDropped { get; init; }

    public required int CandlesPending { get; init; }

    public required long CandlesDropped { get; init; }

    public required int StreamClients { get; init; }
}

internal sealed record FeedStatusResponse
{
    public required string Source { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset? Since { get; init; }

    public required DateTimeOffset? LastFrameAt { get; init; }

    public required long FramesAccepted { get; init; }

    public required long FramesMalformed { get; init; }

    public required long Disconnects { get; init; }

    public required string? LastDisconnect { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PriceResponse))]
[JsonSerializable(typeof(PriceResponse[]))]
[JsonSerializable(typeof(CandleResponse[]))]
[JsonSerializable(typeof(MarketStatusResponse))]
internal sealed partial class MarketJson : JsonSerializerContext;
