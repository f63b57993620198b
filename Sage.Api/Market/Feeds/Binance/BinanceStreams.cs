using System.Text;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>
/// wss://host/stream?streams=btcusdt@trade/btcusdt@miniTicker/btcusdt@kline_1m/…: trades move the price, tickers tell the last 24
/// hours, klines become candles. What does not fit into an address is subscribed to on the open connection.
/// </summary>
internal static class BinanceStreams
{
    public const int PerSymbol = 3;

    /// <summary>As many as one connection carries.</summary>
    public const int Most = 1024;

    // Proxies refuse addresses of 8 KB; names are at most 35 characters.
    private const int InAddress = 150;

    private const int PerCommand = 200;

    public static Uri Address(Uri host, MarketSymbols symbols) =>
        new UriBuilder(host) { Path = "/stream", Query = "streams=" + string.Join('/', Names(symbols).Take(InAddress)) }.Uri;

    /// <summary>The commands that subscribe to the rest, with ids from 1.</summary>
    public static IReadOnlyList<byte[]> Commands(MarketSymbols symbols) =>
        [.. Names(symbols).Skip(InAddress).Chunk(PerCommand).Select((streams, index) => Encoding.UTF8.GetBytes(
            $$"""{"method":"SUBSCRIBE","params":["{{string.Join("\",\"", streams)}}"],"id":{{index + 1}}}"""))];

    private static IEnumerable<string> Names(MarketSymbols symbols) =>
        symbols.Names.Select(name => name.ToLowerInvariant()).SelectMany(name => new[] { $"{name}@trade", $"{name}@miniTicker", $"{name}@kline_1m" });
}
