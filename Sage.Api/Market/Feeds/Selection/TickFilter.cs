using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds.Selection;

/// <summary>
/// Lets each trade of a source through once and in order, and holds back a price that jumps until something confirms it: another
/// source, or three ticks in a row. Used by the pump alone.
/// </summary>
internal sealed class TickFilter(MarketSymbols symbols, LatestTicks latest, IOptions<MarketOptions> options)
{
    private const int Confirmations = 3;

    // An exchange that numbers its trades anew goes on with lower ids and later times.
    private static readonly long Renumbered = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

    // Ids so far below the last one are no repetition: the last one was false, or the exchange has begun anew.
    private const long Leap = 1_000_000_000;

    // After a pause any price may be true.
    private static readonly long Forgotten = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

    private readonly State[] _states = new State[symbols.Count * FeedSources.Count];

    public TickRefusal Judge(in MarketEvent tick)
    {
        ref var state = ref _states[tick.Symbol * FeedSources.Count + (int)tick.Source];
        if (tick.Kind == MarketEventKind.Trade)
        {
            if (state.HasTrade && IsRepeated(tick, state.TradeId, state.TradeTime))
            {
                return TickRefusal.Repeated;
            }

            (state.HasTrade, state.TradeId, state.TradeTime) = (true, tick.TradeId, tick.ExchangeTime);
        }
        else
        {
            if (tick.ExchangeTime < state.TickerTime)
            {
                return TickRefusal.Late;
            }

            state.TickerTime = tick.ExchangeTime;
        }

        if (IsJump(ref state, tick))
        {
            return TickRefusal.Jump;
        }

        (state.Price, state.PriceAt, state.Held) = (tick.Price, tick.ReceivedAt, 0);
        return TickRefusal.None;
    }

    /// <summary>Whether a trade is not newer than the last one of its source and symbol.</summary>
    public static bool IsRepeated(in MarketEvent trade, long lastId, long lastTime) =>
        trade.TradeId <= lastId && lastId - trade.TradeId < Leap && trade.ExchangeTime - lastTime < Renumbered;

    public void Clear() => Array.Clear(_states);

    private bool IsJump(ref State state, in MarketEvent tick)
    {
        if (state.Price == 0 || tick.ReceivedAt - state.PriceAt > Forgotten || IsNear(tick.Price, state.Price) || IsConfirmed(tick))
        {
            return false;
        }

        state.Held = state.Held > 0 && IsNear(tick.Price, state.HeldPrice) ? state.Held + 1 : 1;
        state.HeldPrice = tick.Price;
        return state.Held < Confirmations;
    }

    private bool IsConfirmed(in MarketEvent tick)
    {
        var since = tick.ReceivedAt - (long)options.Value.SilentAfter.TotalMilliseconds;
        foreach (var other in FeedSources.All)
        {
            if (other != tick.Source && latest.Price(other, tick.Symbol, since) is { } price && IsNear(tick.Price, price))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNear(decimal price, decimal reference) => Math.Abs(price - reference) <= reference * options.Value.MaxJump;

    private struct State
    {
        public bool HasTrade;
        public long TradeId;
        public long TradeTime;
        public long TickerTime;
        public decimal Price;
        public long PriceAt;
        public int Held;
        public decimal HeldPrice;
    }
}
