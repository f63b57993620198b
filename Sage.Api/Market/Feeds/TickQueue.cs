using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds;

/// <summary>
/// Between the sockets and the board. Full, it drops the oldest tick: of two prices the newer one counts. Minutes are queued
/// apart from ticks, so that no flood of ticks costs a candle.
/// </summary>
internal sealed class TickQueue
{
    // A minute and a half of 341 symbols; what is dropped is told again by the exchange, at the latest by its REST interface.
    private const int KlineCapacity = 16_384;

    private readonly Channel<MarketEvent> _ticks;
    private readonly Channel<Kline> _klines;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private long _dropped;

    public TickQueue(IOptions<MarketOptions> options, SageMarketMetrics metrics)
    {
        _ticks = Create<MarketEvent>(options.Value.TickQueueCapacity, () =>
        {
            Interlocked.Increment(ref _dropped);
            metrics.TickDropped();
        });
        _klines = Create<Kline>(KlineCapacity, metrics.KlineDropped);
        metrics.WatchQueue("ticks", () => Length);
        metrics.WatchQueue("klines", () => _klines.Reader.Count);
    }

    public long Length => _ticks.Reader.Count;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(in MarketEvent tick)
    {
        _ticks.Writer.TryWrite(tick);
        _news.Writer.TryWrite(true);
    }

    public void Add(in Kline kline)
    {
        _klines.Writer.TryWrite(kline);
        _news.Writer.TryWrite(true);
    }

    /// <summary>Returns when something has been added since it last returned; then both kinds are to be taken until none is left.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _news.Reader.ReadAsync(cancellationToken);

    public bool TryTake(out MarketEvent tick) => _ticks.Reader.TryRead(out tick);

    public bool TryTake(out Kline kline) => _klines.Reader.TryRead(out kline);

    private static Channel<T> Create<T>(int capacity, Action dropped) => Channel.CreateBounded<T>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => dropped());
}
