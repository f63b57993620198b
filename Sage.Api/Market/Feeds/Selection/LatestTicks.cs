namespace Sage.Api.Market.Feeds.Selection;

/// <summary>The last trade and the last ticker of each symbol from each source, selected or not. Used by the pump alone.</summary>
internal sealed class LatestTicks(MarketSymbols symbols)
{
    private readonly MarketEvent?[] _trades = new MarketEvent?[symbols.Count * FeedSources.Count];
    private readonly MarketEvent?[] _tickers = new MarketEvent?[symbols.Count * FeedSources.Count];

    public void Set(in MarketEvent tick) => (tick.Kind == MarketEventKind.Trade ? _trades : _tickers)[IndexOf(tick.Source, tick.Symbol)] = tick;

    public MarketEvent? Trade(FeedSource source, int symbol) => _trades[IndexOf(source, symbol)];

    public MarketEvent? Ticker(FeedSource source, int symbol) => _tickers[IndexOf(source, symbol)];

    /// <summary>The price that came last, if it came after <paramref name="since"/> in Unix milliseconds.</summary>
    public decimal? Price(FeedSource source, int symbol, long since)
    {
        var (trade, ticker) = (Trade(source, symbol), Ticker(source, symbol));
        var newest = trade?.ReceivedAt >= (ticker?.ReceivedAt ?? 0) ? trade : ticker;
        return newest?.ReceivedAt >= since ? newest.Value.Price : null;
    }

    public void Clear()
    {
        Array.Clear(_trades);
        Array.Clear(_tickers);
    }

    private static int IndexOf(FeedSource source, int symbol) => symbol * FeedSources.Count + (int)source;
}
