using System.Globalization;
using System.Text;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Rest;

/// <summary>Klines of any interval, oldest first; the running one is the last.</summary>
internal static class BinanceKlines
{
    private const int UsualLimit = 500;
    private const int HighestLimit = 1000;

    public static string Write(BinanceParameters parameters, Exchange exchange, TimeUnit unit)
    {
        var index = parameters.Symbol("symbol", mandatory: true) is { } name ? BinanceSymbols.IndexOf(name) : 0;
        var interval = parameters.Text("interval", mandatory: true) is { } text ? BinanceInterval.Find(text) : BinanceInterval.All[0];
        var (start, end, limit) = (parameters.Time("startTime"), parameters.Time("endTime"), parameters.Number("limit") ?? UsualLimit);
        var zone = parameters.Text("timeZone") is { } offset ? BinanceZones.Parse(offset) : 0;
        if (zone is null)
        {
            parameters.Fail(BinanceError.Invalid("timeZone"));
        }

        if (limit == 0)
        {
            parameters.Fail(BinanceError.Invalid("limit"));
        }

        if (interval is null)
        {
            parameters.Fail(BinanceError.InvalidInterval);
        }

        if (index < 0)
        {
            parameters.Fail(BinanceError.InvalidSymbol);
        }

        return parameters.Error is null ? Write(exchange, index, interval!, start, end, (int)Math.Min(limit, HighestLimit), zone!.Value, unit) : "";
    }

    private static string Write(Exchange exchange, int index, BinanceInterval interval, long? start, long? end, int limit, long zone, TimeUnit unit)
    {
        var now = exchange.Now();
        var oldest = Candles.Oldest(now);
        var last = Math.Min(end ?? now, now);
        List<long> opens = [];
        if (start is not null)
        {
            var open = interval.StartOf(Math.Max(start.Value, oldest), zone);
            // Only candles that open at or after the time asked for.
            for (open = open < start.Value ? interval.EndOf(open, zone) : open; open <= last && opens.Count < limit; open = interval.EndOf(open, zone))
            {
                opens.Add(open);
            }
        }
        else
        {
            for (var open = interval.StartOf(last, zone); interval.EndOf(open, zone) > oldest && opens.Count < limit; open = interval.StartOf(open - 1, zone))
            {
                opens.Add(open);
            }

            opens.Reverse();
        }

        var body = new StringBuilder("[");
        foreach (var open in opens)
        {
            var close = interval.EndOf(open, zone);
            Write(body, SimulatedSymbol.All[index], exchange.Candles.Between(index, Math.Max(open, oldest), close, now), open, close, unit);
        }

        return body.Append(']').ToString();
    }

    private static void Write(StringBuilder body, SimulatedSymbol symbol, in SimulatedCandle candle, long open, long close, TimeUnit unit) => body
        .Append(body.Length > 1 ? "," : "")
        .Append(CultureInfo.InvariantCulture, $"""[{unit.Of(open)},"{symbol.PriceOf(candle.Open):F8}","{symbol.PriceOf(candle.High):F8}","{symbol.PriceOf(candle.Low):F8}","{symbol.PriceOf(candle.Close):F8}","{symbol.QuantityOf(candle.Volume):F8}",{unit.Of(close) - 1},"{symbol.QuoteOf(candle.Quote):F8}",{candle.Trades},"{symbol.QuantityOf(candle.TakerVolume):F8}","{symbol.QuoteOf(candle.TakerQuote):F8}","0"]""");
}
