using Microsoft.Extensions.Options;
using Sage.Api.Limits;

namespace Sage.Api.Market.Streaming;

internal enum StreamEntry
{
    Open,

    /// <summary>This client has as many as one may have.</summary>
    ClientFull,

    /// <summary>All clients together have as many as this process takes.</summary>
    ServerFull,
}

/// <summary>Counts open streams, up to the caps; an address is remembered only while it has one open.</summary>
internal sealed class StreamClients(IOptions<MarketOptions> options, IOptions<LimitOptions> limits, SageMarketMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClientAddress, int> _byClient = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Addresses with a stream.</summary>
    public int Addresses
    {
        get
        {
            lock (_gate)
            {
                return _byClient.Count;
            }
        }
    }

    public StreamEntry TryEnter(ClientAddress client)
    {
        lock (_gate)
        {
            if (_count >= options.Value.MaxStreamClients)
            {
                return StreamEntry.ServerFull;
            }

            var open = _byClient.GetValueOrDefault(client);
            if (open >= limits.Value.StreamsPerClient)
            {
                return StreamEntry.ClientFull;
            }

            _byClient[client] = open + 1;
            _count++;
        }

        metrics.StreamOpened();
        return StreamEntry.Open;
    }

    public void Leave(ClientAddress client)
    {
        lock (_gate)
        {
            _count--;
            if (--_byClient[client] == 0)
            {
                _byClient.Remove(client);
            }
        }

        metrics.StreamClosed();
    }
}
