using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds;

/// <summary>Between the socket and the board. Full, it drops the oldest tick: of two prices the newer one counts.</summary>
internal sealed class TickQueue
{
    private readonly Channel<MarketEvent> _channel;
    private long _dropped;

    public TickQueue(IOptions<MarketOptions> options, SageMarketMetrics metrics)
    {
        _channel = Channel.CreateBounded<MarketEvent>(
            new BoundedChannelOptions(options.Value.TickQueueCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ =>
            {
                Interlocked.Increment(ref _dropped);
                metrics.TickDropped();
            });
        metrics.WatchQueue("ticks", () => Length);
    }

    public long Length => _channel.Reader.Count;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(in MarketEvent tick) => _channel.Writer.TryWrite(tick);

    public void Complete() => _channel.Writer.TryComplete();

    public ValueTask<bool> WaitAsync() => _channel.Reader.WaitToReadAsync(CancellationToken.None);

    public bool TryTake(out MarketEvent tick) => _channel.Reader.TryRead(out tick);
}
