using System.Runtime.InteropServices;

namespace Sage.Simulator.Market;

/// <summary>Trades of a span summed up, in the units of <see cref="SimulatedTrade"/>. Without a trade: the price before it, and <see cref="FirstId"/> -1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SimulatedCandle
{
    public required long Open { get; init; }

    public required long High { get; init; }

    public required long Low { get; init; }

    public required long Close { get; init; }

    public Int128 Volume { get; init; }

    public Int128 Quote { get; init; }

    /// <summary>The part in which the buyer took what a seller had offered.</summary>
    public Int128 TakerVolume { get; init; }

    public Int128 TakerQuote { get; init; }

    public required long FirstId { get; init; }

    public required long LastId { get; init; }

    public long Trades => FirstId < 0 ? 0 : LastId - FirstId + 1;

    public static SimulatedCandle Still(long price) => new() { Open = price, High = price, Low = price, Close = price, FirstId = -1, LastId = -1 };

    public static SimulatedCandle Of(in SimulatedTrade trade)
    {
        var quote = (Int128)trade.Price * trade.Quantity;
        return new SimulatedCandle
        {
            Open = trade.Price,
            High = trade.Price,
            Low = trade.Price,
            Close = trade.Price,
            Volume = trade.Quantity,
            Quote = quote,
            TakerVolume = trade.BuyerIsMaker ? 0 : trade.Quantity,
            TakerQuote = trade.BuyerIsMaker ? 0 : quote,
            FirstId = trade.Id,
            LastId = trade.Id,
        };
    }

    /// <summary>This one and the one that follows it.</summary>
    public SimulatedCandle Then(in SimulatedCandle next) => FirstId < 0 ? next : next.FirstId < 0 ? this : new SimulatedCandle
    {
        Open = Open,
        High = Math.Max(High, next.High),
        Low = Math.Min(Low, next.Low),
        Close = next.Close,
        Volume = Volume + next.Volume,
        Quote = Quote + next.Quote,
        TakerVolume = TakerVolume + next.TakerVolume,
        TakerQuote = TakerQuote + next.TakerQuote,
        FirstId = FirstId,
        LastId = next.LastId,
    };
}
