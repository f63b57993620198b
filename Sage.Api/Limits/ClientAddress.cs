using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sage.Api.Limits;

/// <summary>Who asks: an IPv4 address, or the first 64 bits of an IPv6 one, of which a single client has all that follow.</summary>
internal readonly record struct ClientAddress(ulong Value)
{
    private const int Ipv4Offset = 12;

    public static ClientAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static ClientAddress Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return default;
        }

        return address.AddressFamily == AddressFamily.InterNetwork ? new ClientAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : address.IsIPv4MappedToIPv6 ? new ClientAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes[Ipv4Offset..]))
            : new ClientAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
