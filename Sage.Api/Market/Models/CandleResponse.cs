using System.ComponentModel;
using System.Text.Json.Serialization;
using Sage.Api.Market.Candles;

namespace Sage.Api.Market.Models;

/// <summary>Open, high, low, close and volume of one interval.</summary>
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
    [Description("In units of the base.")]
    public required decimal Volume { get; init; }

    public required long Trades { get; init; }

    [Description("binance, gateio or coingecko: who told it, or whose trades it is estimated from.")]
    public required string Source { get; init; }

    [Description("The interval has closed and the exchange's own record of it is what is shown: it will not change.")]
    public required bool Final { get; init; }

    public static CandleResponse From(CandleRow row) => new()
    {
        OpenTime = row.OpenTime,
        Open = row.Open,
        High = row.High,
        Low = row.Low,
        Close = row.Close,
        Volume = row.Volume,
        Trades = row.Trades,
        Source = row.Source,
        Final = row.Final,
    };
}
