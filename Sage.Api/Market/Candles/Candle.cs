namespace Sage.Api.Market.Candles;

/// <summary>Trades of one symbol in one minute that have not been written yet: what is to be added to the row.</summary>
internal sealed class Candle(string symbol, long minute, string source)
{
    public string Symbol { get; } = symbol;

    public DateTimeOffset OpenTime { get; } = DateTimeOffset.FromUnixTimeSeconds(minute * 60);

    public string Source { get; } = source;

    public decimal Open { get; private set; }

    public decimal High { get; private set; }

    public decimal Low { get; private set; }

    public decimal Close { get; private set; }

    public decimal Volume { get; private set; }

    public long Trades { get; private set; }

    public long FirstTradeId { get; private set; }

    public long LastTradeId { get; private set; }

    public void Add(decimal price, decimal quantity, long tradeId)
    {
        if (Trades == 0)
        {
            (Open, High, Low, FirstTradeId) = (price, price, price, tradeId);
        }

        High = Math.Max(High, price);
        Low = Math.Min(Low, price);
        Close = price;
        Volume += quantity;
        Trades++;
        LastTradeId = tradeId;
    }
}
