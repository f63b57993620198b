using System.Globalization;
using System.Text;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Stream;

/// <summary>A time on the wire: milliseconds, or microseconds for a client that asked for them.</summary>
internal readonly record struct TimeUnit(bool Micro)
{
    public long Of(long microseconds) => Micro ? microseconds : microseconds / 1000;
}

/// <summary>The payloads, field by field as documented: https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams</summary>
internal static class BinanceFrames
{
    public static byte[] Trade(SimulatedSymbol symbol, in SimulatedTrade trade, long now, TimeUnit unit) => Utf8(
        $$"""{"e":"trade","E":{{unit.Of(now)}},"s":"{{symbol.Name}}","t":{{trade.Id}},"p":"{{symbol.PriceOf(trade.Price):F8}}","q":"{{symbol.QuantityOf(trade.Quantity):F8}}","T":{{unit.Of(trade.Time)}},"m":{{(trade.BuyerIsMaker ? "true" : "false")}},"M":true}""");

    /// <summary>Every simulated order meets exactly one other.</summary>
    public static byte[] AggregateTrade(SimulatedSymbol symbol, in SimulatedTrade trade, long now, TimeUnit unit) => Utf8(
        $$"""{"e":"aggTrade","E":{{unit.Of(now)}},"s":"{{symbol.Name}}","a":{{trade.Id}},"p":"{{symbol.PriceOf(trade.Price):F8}}","q":"{{symbol.QuantityOf(trade.Quantity):F8}}","f":{{trade.Id}},"l":{{trade.Id}},"T":{{unit.Of(trade.Time)}},"m":{{(trade.BuyerIsMaker ? "true" : "false")}},"M":true}""");

    public static byte[] Kline(SimulatedSymbol symbol, in SimulatedCandle candle, BinanceInterval interval, long start, long end, bool closed, long now, TimeUnit unit) => Utf8(
        $$$"""{"e":"kline","E":{{{unit.Of(now)}}},"s":"{{{symbol.Name}}}","k":{"t":{{{unit.Of(start)}}},"T":{{{unit.Of(end) - 1}}},"s":"{{{symbol.Name}}}","i":"{{{interval.Name}}}","f":{{{candle.FirstId}}},"L":{{{candle.LastId}}},"o":"{{{symbol.PriceOf(candle.Open):F8}}}","c":"{{{symbol.PriceOf(candle.Close):F8}}}","h":"{{{symbol.PriceOf(candle.High):F8}}}","l":"{{{symbol.PriceOf(candle.Low):F8}}}","v":"{{{symbol.QuantityOf(candle.Volume):F8}}}","n":{{{candle.Trades}}},"x":{{{(closed ? "true" : "false")}}},"q":"{{{symbol.QuoteOf(candle.Quote):F8}}}","V":"{{{symbol.QuantityOf(candle.TakerVolume):F8}}}","Q":"{{{symbol.QuoteOf(candle.TakerQuote):F8}}}","B":"0"}}""");

    public static byte[] MiniTicker(SimulatedSymbol symbol, in SimulatedCandle day, long now, TimeUnit unit) => Utf8(
        $$"""{"e":"24hrMiniTicker","E":{{unit.Of(now)}},"s":"{{symbol.Name}}","c":"{{symbol.PriceOf(day.Close):F8}}","o":"{{symbol.PriceOf(day.Open):F8}}","h":"{{symbol.PriceOf(day.High):F8}}","l":"{{symbol.PriceOf(day.Low):F8}}","v":"{{symbol.QuantityOf(day.Volume):F8}}","q":"{{symbol.QuoteOf(day.Quote):F8}}"}""");

    public static byte[] Ticker(SimulatedSymbol symbol, in BinanceDay day, long now, TimeUnit unit) => Utf8(
        $$"""{"e":"24hrTicker","E":{{unit.Of(now)}},"s":"{{symbol.Name}}","p":"{{day.Change:F8}}","P":"{{day.ChangePercent:F3}}","w":"{{day.Average:F8}}","x":"{{day.Before:F8}}","c":"{{day.Last:F8}}","Q":"{{day.LastQuantity:F8}}","b":"{{day.Bid:F8}}","B":"{{day.LastQuantity:F8}}","a":"{{day.Ask:F8}}","A":"{{day.LastQuantity:F8}}","o":"{{day.Open:F8}}","h":"{{day.High:F8}}","l":"{{day.Low:F8}}","v":"{{day.Volume:F8}}","q":"{{day.Quote:F8}}","O":{{unit.Of(day.From)}},"C":{{unit.Of(day.To)}},"F":{{day.FirstId}},"L":{{day.LastId}},"n":{{day.Count}}}""");

    public static byte[] Combined(string stream, ReadOnlySpan<byte> payload) =>
        [.. Utf8($$"""{"stream":"{{stream}}","data":"""), .. payload, (byte)'}'];

    /// <summary>Sent before the server closes by itself.</summary>
    public static byte[] ServerShutdown(long now, bool combined, TimeUnit unit)
    {
        var payload = Utf8($$"""{"e":"serverShutdown","E":{{unit.Of(now)}}}""");
        return combined ? Combined("!serverShutdown", payload) : payload;
    }

    private static byte[] Utf8(FormattableString text) => Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
