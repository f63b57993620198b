namespace Sage.Api.Market.Candles;

/// <summary>A candle of any interval, as it is read.</summary>
internal sealed record CandleRow
{
    public required DateTime OpenTime { get; init; }

    public required decimal Open { get; init; }

    public required decimal High { get; init; }

    public required decimal Low { get; init; }

    public required decimal Close { get; init; }

    public required decimal Volume { get; init; }

    public required long Trades { get; init; }

    /// <summary>Who told it; of several, one that is not the exchange the truth comes from.</summary>
    public required string Source { get; init; }

    /// <summary>It is over, and every minute of it is as the exchange recorded it.</summary>
    public required bool Final { get; init; }
}
