using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Control;

/// <summary>A closed minute as it really was.</summary>
internal sealed record ControlCandle(DateTimeOffset OpenTime, string Open, string High, string Low, string Close, string Volume, string QuoteVolume, long Trades);

/// <summary>The simulator's own record: what everyone else's candles have to be, of all minutes that have closed.</summary>
internal static class ControlCandles
{
    private static readonly string[] Names = ["binance", "gateio"];

    public static Results<Ok<List<ControlCandle>>, ValidationProblem> Tell(ExchangeSet exchanges, string? symbol, string? from, string? to, string? exchange)
    {
        var index = SimulatedSymbol.All.TakeWhile(one => one.Name != symbol).Count();
        if (index == SimulatedSymbol.All.Count)
        {
            return ControlTarget.Invalid("symbol", "A pair such as BTCUSDT.");
        }

        if (exchange is not null && !Names.Contains(exchange, StringComparer.Ordinal))
        {
            return ControlTarget.Invalid("exchange", "binance or gateio.");
        }

        var (start, end) = (Time(from), Time(to));
        if (start is null || end is null)
        {
            return ControlTarget.Invalid(start is null ? "from" : "to", "A time such as 2026-11-20T12:00:00Z.");
        }

        var record = exchanges.Find(exchange ?? "binance")![0];
        var now = record.Now();
        List<ControlCandle> candles = [];
        for (var minute = Math.Max(Ceiling(start.Value), Candles.Oldest(now)); minute < end && minute + Candles.Minute <= now; minute += Candles.Minute)
        {
            candles.Add(Of(SimulatedSymbol.All[index], record.Candles.Between(index, minute, minute + Candles.Minute, now), minute));
        }

        return TypedResults.Ok(candles);
    }

    private static ControlCandle Of(SimulatedSymbol symbol, in SimulatedCandle candle, long minute) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(minute / 1000),
        Text(symbol.PriceOf(candle.Open)),
        Text(symbol.PriceOf(candle.High)),
        Text(symbol.PriceOf(candle.Low)),
        Text(symbol.PriceOf(candle.Close)),
        Text(symbol.QuantityOf(candle.Volume)),
        Text(symbol.QuoteOf(candle.Quote)),
        candle.Trades);

    private static string Text(decimal value) => value.ToString("F8", CultureInfo.InvariantCulture);

    private static long? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 1970 and < 5000 ? time.ToUnixTimeMilliseconds() * 1000 : null;

    private static long Ceiling(long time) => (time + Candles.Minute - 1) / Candles.Minute * Candles.Minute;
}
