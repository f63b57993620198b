using System.Net;
using System.Net.Sockets;

namespace Sage.AppHost.Local;

/// <summary>The endpoint of a server that is a process of this machine: one port, no proxy, loopback.</summary>
internal static class LocalEndpoint
{
    public const string Name = "tcp";

    public static EndpointAnnotation Of(IResource server) => server.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == Name);

    /// <summary>Leaves the port to Aspire's allocator, unless one is given.</summary>
    public static void Prepare(EndpointAnnotation endpoint, int? fixedPort)
    {
        endpoint.Port ??= fixedPort;
        // In this order: an endpoint without proxy takes the port of the container for its own when it has none.
        endpoint.TargetPort = endpoint.Port;
        endpoint.IsProxied = false;
    }

    public static void Allocate(EndpointAnnotation endpoint) =>
        endpoint.AllocatedEndpoint ??= new AllocatedEndpoint(endpoint, endpoint.TargetHost, endpoint.Port ?? throw new InvalidOperationException($"Endpoint '{endpoint.Name}' has no port."));

    /// <exception cref="LocalServerException">Somebody else listens there.</exception>
    public static void CheckFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException x) when (x.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new LocalServerException($"Port {port} is taken by another program. End it, or leave out Sage:FixedPorts so that each start takes a free port.", x);
        }
    }
}
