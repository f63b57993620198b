using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Dcp;

/// <summary>Asks the operating system whether a port can be listened on, now.</summary>
internal static class PortProbe
{
    /// <summary>Free on the loopback addresses, where proxies listen.</summary>
    public static bool IsFreeOnLoopback(int port, ProtocolType protocol) => IsFree(port, protocol, IPAddress.Loopback, IPAddress.IPv6Loopback);

    /// <summary>Free on every address, for a process that may listen anywhere.</summary>
    public static bool IsFree(int port, ProtocolType protocol) => IsFree(port, protocol, IPAddress.Any, IPAddress.IPv6Any);

    private static bool IsFree(int port, ProtocolType protocol, IPAddress v4, IPAddress v6) =>
        CanBind(v4, port, protocol) && (!Socket.OSSupportsIPv6 || CanBind(v6, port, protocol));

    private static bool CanBind(IPAddress address, int port, ProtocolType protocol)
    {
        var isUdp = protocol is ProtocolType.Udp;
        try
        {
            using var socket = new Socket(address.AddressFamily, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
            if (address.AddressFamily is AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(address, port));
            if (!isUdp)
            {
                // On Unix two sockets may bind a port; only one of them can listen.
                socket.Listen(1);
            }

            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // No such address on this machine, so nobody listens there.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
