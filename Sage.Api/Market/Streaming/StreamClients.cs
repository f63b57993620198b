using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Streaming;

/// <summary>Counts open streams, up to the cap.</summary>
internal sealed class StreamClients(IOptions<MarketOptions> options, SageMarketMetrics metrics)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) > options.Value.MaxStreamClients)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        metrics.StreamOpened();
        return true;
    }

    public void Leave()
    {
        Interlocked.Decrement(ref _count);
        metrics.StreamClosed();
    }
}
