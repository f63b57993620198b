using System.Globalization;
using System.Text;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.GateIo;

/// <summary>The payloads, field by field as documented and as the server writes them: https://www.gate.com/docs/developers/apiv4/ws/en/</summary>
internal static class GateIoFrames
{
    public static byte[] Trade(SimulatedSymbol symbol, in SimulatedTrade trade, long now) => Utf8(
        $$$"""{"time":{{{now / 1_000_000}}},"time_ms":{{{now / 1000}}},"channel":"spot.trades","event":"update","result":{"id":{{{trade.Id}}},"id_market":{{{trade.Id}}},"create_time":{{{trade.Time / 1_000_000}}},"create_time_ms":"{{{trade.Time / 1000}}}.{{{trade.Time % 1000:000}}}","side":"{{{(trade.BuyerIsMaker ? "sell" : "buy")}}}","currency_pair":"{{{symbol.Pair}}}","amount":"{{{Plain(symbol.QuantityOf(trade.Quantity))}}}","price":"{{{Plain(symbol.PriceOf(trade.Price))}}}","range":"{{{trade.Id}}}-{{{trade.Id}}}"}}""");

    public static byte[] Ticker(GateIoDay day, long now) => Utf8(
        $$$"""{"time":{{{now / 1_000_000}}},"time_ms":{{{now / 1000}}},"channel":"spot.tickers","event":"update","result":{"currency_pair":"{{{day.Symbol.Pair}}}","last":"{{{Plain(day.Last)}}}","lowest_ask":"{{{Plain(day.Ask)}}}","highest_bid":"{{{Plain(day.Bid)}}}","change_percentage":"{{{Plain(day.ChangePercent)}}}","base_volume":"{{{Plain(day.Volume)}}}","quote_volume":"{{{Plain(day.Quote)}}}","high_24h":"{{{Plain(day.High)}}}","low_24h":"{{{Plain(day.Low)}}}"}}""");

    /// <summary>As a string without zeros at its end, as Gate.io writes them today.</summary>
    public static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static byte[] Utf8(FormattableString text) => Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A pair's last 24 hours in Gate.io's words.</summary>
internal sealed record GateIoDay(SimulatedSymbol Symbol, decimal Last, decimal Ask, decimal Bid, decimal ChangePercent, decimal Volume, decimal Quote, decimal High, decimal Low)
{
    public static GateIoDay Of(Exchange exchange, int index, long now)
    {
        var symbol = SimulatedSymbol.All[index];
        var day = exchange.Candles.LastDay(index, now);
        return new GateIoDay(
            symbol,
            symbol.PriceOf(day.Close),
            symbol.PriceOf(day.Close + 1),
            symbol.PriceOf(day.Close - 1),
            decimal.Round((symbol.PriceOf(day.Close) / symbol.PriceOf(day.Open) - 1) * 100, 4),
            symbol.QuantityOf(day.Volume),
            symbol.QuoteOf(day.Quote),
            symbol.PriceOf(day.High),
            symbol.PriceOf(day.Low));
    }
}
