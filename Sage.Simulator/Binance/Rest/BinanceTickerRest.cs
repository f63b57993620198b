using System.Globalization;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Rest;

/// <summary>/ticker/24hr and /ticker/price.</summary>
internal static class BinanceTickerRest
{
    public static string WriteDay(BinanceParameters parameters, Exchange exchange, TimeUnit unit)
    {
        var type = parameters.Text("type");
        if (type is not (null or "FULL" or "MINI"))
        {
            parameters.Fail(new BinanceError(-1139, "Invalid ticker type."));
        }

        var symbols = BinanceSymbols.Read(parameters);
        return List(parameters, symbols, index => type == "MINI" ? Mini(BinanceDay.Of(exchange, index, exchange.Now()), unit) : Full(BinanceDay.Of(exchange, index, exchange.Now()), unit));
    }

    public static string WritePrice(BinanceParameters parameters, Exchange exchange, TimeUnit unit) => List(parameters, BinanceSymbols.Read(parameters), index =>
    {
        var (symbol, trade) = (SimulatedSymbol.All[index], exchange.Tape.Trade(index, exchange.Tape.LastId(index, exchange.Now())));
        return Text($$"""{"symbol":"{{symbol.Name}}","price":"{{symbol.PriceOf(trade.Price):F8}}"}""");
    });

    private static string List(BinanceParameters parameters, (IReadOnlyList<int> Indexes, bool One) symbols, Func<int, string> write) =>
        parameters.Error is not null ? "" : symbols.One ? write(symbols.Indexes[0]) : $"[{string.Join(',', symbols.Indexes.Select(write))}]";

    private static string Full(in BinanceDay day, TimeUnit unit) => Text(
        $$"""{"symbol":"{{day.Symbol.Name}}","priceChange":"{{day.Change:F8}}","priceChangePercent":"{{day.ChangePercent:F3}}","weightedAvgPrice":"{{day.Average:F8}}","prevClosePrice":"{{day.Before:F8}}","lastPrice":"{{day.Last:F8}}","lastQty":"{{day.LastQuantity:F8}}","bidPrice":"{{day.Bid:F8}}","bidQty":"{{day.LastQuantity:F8}}","askPrice":"{{day.Ask:F8}}","askQty":"{{day.LastQuantity:F8}}","openPrice":"{{day.Open:F8}}",""") + Rest(day, unit);

    private static string Mini(in BinanceDay day, TimeUnit unit) => Text(
        $$"""{"symbol":"{{day.Symbol.Name}}","openPrice":"{{day.Open:F8}}","highPrice":"{{day.High:F8}}","lowPrice":"{{day.Low:F8}}","lastPrice":"{{day.Last:F8}}","volume":"{{day.Volume:F8}}","quoteVolume":"{{day.Quote:F8}}","openTime":{{unit.Of(day.From)}},"closeTime":{{unit.Of(day.To)}},"firstId":{{day.FirstId}},"lastId":{{day.LastId}},"count":{{day.Count}}}""");

    private static string Rest(in BinanceDay day, TimeUnit unit) => Text(
        $$"""
        "highPrice":"{{day.High:F8}}","lowPrice":"{{day.Low:F8}}","volume":"{{day.Volume:F8}}","quoteVolume":"{{day.Quote:F8}}","openTime":{{unit.Of(day.From)}},"closeTime":{{unit.Of(day.To)}},"firstId":{{day.FirstId}},"lastId":{{day.LastId}},"count":{{day.Count}}}
        """);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
