using System.Globalization;
using System.Text;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance;

/// <summary>The payloads, field by field as documented: https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams</summary>
internal static class BinanceFrames
{
    public static byte[] Trade(SimulatedSymbol symbol, in SimulatedTrade trade, long eventTime) => Utf8(
        $$"""{"e":"trade","E":{{eventTime}},"s":"{{symbol.Name}}","t":{{trade.Id}},"p":"{{trade.Price:F8}}","q":"{{trade.Quantity:F8}}","T":{{trade.Time}},"m":{{(trade.BuyerIsMaker ? "true" : "false")}},"M":true}""");

    public static byte[] MiniTicker(SimulatedSymbol symbol, in SimulatedDay day, long eventTime) => Utf8(
        $$"""{"e":"24hrMiniTicker","E":{{eventTime}},"s":"{{symbol.Name}}","c":"{{day.Close:F8}}","o":"{{day.Open:F8}}","h":"{{day.High:F8}}","l":"{{day.Low:F8}}","v":"{{day.Volume:F8}}","q":"{{day.QuoteVolume:F8}}"}""");

    public static byte[] Ticker(SimulatedSymbol symbol, in SimulatedDay day, long eventTime)
    {
        var change = day.Close - day.Open;
        var average = day.QuoteVolume / day.Volume;
        return Utf8(
            $$"""{"e":"24hrTicker","E":{{eventTime}},"s":"{{symbol.Name}}","p":"{{change:F8}}","P":"{{change / day.Open * 100:F3}}","w":"{{average:F8}}","x":"{{day.Open:F8}}","c":"{{day.Close:F8}}","Q":"{{symbol.Quantity:F8}}","b":"{{day.Close:F8}}","B":"{{symbol.Quantity:F8}}","a":"{{day.Close:F8}}","A":"{{symbol.Quantity:F8}}","o":"{{day.Open:F8}}","h":"{{day.High:F8}}","l":"{{day.Low:F8}}","v":"{{day.Volume:F8}}","q":"{{day.QuoteVolume:F8}}","O":{{eventTime - 86_400_000}},"C":{{eventTime}},"F":{{day.FirstId}},"L":{{day.LastId}},"n":{{day.LastId - day.FirstId + 1}}}""");
    }

    public static byte[] Combined(string stream, ReadOnlySpan<byte> payload) =>
        [.. Utf8($$"""{"stream":"{{stream}}","data":"""), .. payload, (byte)'}'];

    /// <summary>Sent before the server closes by itself.</summary>
    public static byte[] ServerShutdown(long eventTime) => Utf8($$"""{"e":"serverShutdown","E":{{eventTime}}}""");

    private static byte[] Utf8(FormattableString text) => Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
