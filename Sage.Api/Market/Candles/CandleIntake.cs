namespace Sage.Api.Market.Candles;

/// <summary>Where the pump hands over what becomes candles. One caller, which it never holds up.</summary>
internal sealed class CandleIntake(CandleBuffer buffer)
{
    /// <summary>Minutes told so far.</summary>
    public long Klines { get; private set; }

    /// <summary>A minute as Binance tells it, running or closed.</summary>
    public void Add(in Kline kline) => Klines += kline.Closed ? 1 : 0;

    /// <summary>A trade of the source that is selected.</summary>
    public void Add(in MarketEvent trade) => buffer.Add(trade);
}
