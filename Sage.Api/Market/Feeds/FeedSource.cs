using System.Text.Json.Serialization;

namespace Sage.Api.Market.Feeds;

/// <summary>Who said it. Ordered by preference: a smaller one is taken while it is healthy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeedSource>))]
internal enum FeedSource : byte
{
    [JsonStringEnumMemberName("binance")]
    Binance,

    [JsonStringEnumMemberName("gateio")]
    GateIo,

    [JsonStringEnumMemberName("coingecko")]
    CoinGecko,
}

internal static class FeedSources
{
    public const int Count = 3;

    public static readonly IReadOnlyList<FeedSource> All = [FeedSource.Binance, FeedSource.GateIo, FeedSource.CoinGecko];

    /// <summary>As responses, Valkey and the table candles name it.</summary>
    public static string WireName(this FeedSource source) => source switch
    {
        FeedSource.Binance => "binance",
        FeedSource.GateIo => "gateio",
        FeedSource.CoinGecko => "coingecko",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "No such source."),
    };
}
