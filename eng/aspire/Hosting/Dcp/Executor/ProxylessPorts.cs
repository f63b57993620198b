using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// Chooses ports for endpoints without a proxy. A port stays free between the choice and the start of the process only
/// because nobody else takes it, so choices begin at a random place of the range and never repeat within a run.
/// </summary>
internal sealed class ProxylessPorts(DcpOptions options, Func<int, ProtocolType, bool> isFree)
{
    private readonly HashSet<int> _taken = [];

    public void Exclude(int port) => _taken.Add(port);

    public int Allocate(ProtocolType protocol)
    {
        var (first, last) = (options.ProxylessEndpointPortRangeStart, options.ProxylessEndpointPortRangeEnd);
        var size = last - first + 1;
        var start = RandomNumberGenerator.GetInt32(size);
        for (var step = 0; step < size; step++)
        {
            var port = first + ((start + step) % size);
            if (_taken.Add(port) && isFree(port, protocol))
            {
                return port;
            }
        }

        throw new DcpException($"No port between {first} and {last} is free for an endpoint without a proxy.");
    }
}
