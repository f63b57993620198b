using System.Globalization;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.CoinGecko;

/// <summary>What CoinGecko knows of a coin at the time of its last refresh; prices and caps in dollars.</summary>
internal sealed record CoinGeckoCoin(SimulatedSymbol Symbol, int Rank, long UpdatedAt, decimal Price, decimal Change, decimal ChangePercent, decimal Volume, decimal High, decimal Low)
{
    public decimal Cap => Whole(Price * Symbol.Supply);

    public static decimal Whole(decimal value) => decimal.Round(value);

    /// <summary>All of them, the largest first.</summary>
    public static IReadOnlyList<CoinGeckoCoin> All(ExchangeSet exchanges, TimeSpan refresh)
    {
        var coingecko = exchanges.CoinGecko;
        var step = (long)refresh.TotalMicroseconds;
        var at = coingecko.Now() / step * step;
        return [.. SimulatedSymbol.All
            .Select((symbol, index) => Of(exchanges, coingecko, symbol, index, at))
            .OrderByDescending(coin => coin.Cap)
            .Select((coin, index) => coin with { Rank = index + 1 })];
    }

    public string UpdatedText => DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt / 1000).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number as JSON writes it: without zeros at its end.</summary>
    public static string Number(decimal value) => value.ToString("0.##################", CultureInfo.InvariantCulture);

    private static CoinGeckoCoin Of(ExchangeSet exchanges, Exchange coingecko, SimulatedSymbol symbol, int index, long at)
    {
        var (price, before) = (coingecko.Tape.Price(index, at), coingecko.Tape.Price(index, at - Candles.Day));
        // The day of the market's largest exchange.
        var day = exchanges.Binance.Candles.LastDay(index, at);
        return new CoinGeckoCoin(
            symbol,
            0,
            at,
            price,
            price - before,
            decimal.Round((price / before - 1) * 100, 5),
            Whole(symbol.QuoteOf(day.Quote)),
            Math.Max(price, symbol.PriceOf(day.High)),
            Math.Min(price, symbol.PriceOf(day.Low)));
    }
}
