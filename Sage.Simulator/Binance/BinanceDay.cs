using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance;

/// <summary>A symbol's last 24 hours in Binance's words.</summary>
internal readonly record struct BinanceDay
{
    public required SimulatedSymbol Symbol { get; init; }

    public required decimal Open { get; init; }

    public required decimal High { get; init; }

    public required decimal Low { get; init; }

    public required decimal Last { get; init; }

    public required decimal LastQuantity { get; init; }

    /// <summary>The price of the trade before the first one.</summary>
    public required decimal Before { get; init; }

    public required decimal Bid { get; init; }

    public required decimal Ask { get; init; }

    public required decimal Volume { get; init; }

    public required decimal Quote { get; init; }

    public required long FirstId { get; init; }

    public required long LastId { get; init; }

    public required long From { get; init; }

    public required long To { get; init; }

    public decimal Change => Last - Open;

    public decimal ChangePercent => Change / Open * 100;

    public decimal Average => Quote / Volume;

    public long Count => LastId - FirstId + 1;

    public static BinanceDay Of(Exchange exchange, int index, long now)
    {
        var symbol = SimulatedSymbol.All[index];
        var day = exchange.Candles.LastDay(index, now);
        var walk = exchange.Tape.Walk(index);
        var last = exchange.Tape.Trade(index, day.LastId, walk);
        return new BinanceDay
        {
            Symbol = symbol,
            Open = symbol.PriceOf(day.Open),
            High = symbol.PriceOf(day.High),
            Low = symbol.PriceOf(day.Low),
            Last = symbol.PriceOf(day.Close),
            LastQuantity = symbol.QuantityOf(last.Quantity),
            Before = symbol.PriceOf(exchange.Tape.Trade(index, day.FirstId - 1, walk).Price),
            // The last trade was on one side of the book; the other side is a digit away.
            Bid = symbol.PriceOf(day.Close - (last.BuyerIsMaker ? 0 : 1)),
            Ask = symbol.PriceOf(day.Close + (last.BuyerIsMaker ? 1 : 0)),
            Volume = symbol.QuantityOf(day.Volume),
            Quote = symbol.QuoteOf(day.Quote),
            FirstId = day.FirstId,
            LastId = day.LastId,
            From = Candles.DayStart(now),
            To = now,
        };
    }
}
