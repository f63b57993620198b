using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Grpc;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the resource service listens: on this machine only.</summary>
internal static class ResourceServiceEndpoint
{
    public static GrpcEndpoint From(DashboardOptions options)
    {
        if (options.ResourceServiceUrl is null)
        {
            return new GrpcEndpoint(IPAddress.Loopback, Port: 0, Https: !options.AllowUnsecuredTransport);
        }

        if (!Uri.TryCreate(options.ResourceServiceUrl, UriKind.Absolute, out var url))
        {
            throw new DistributedApplicationException($"The {DashboardOptions.ResourceServiceUrlKey} setting has the value '{options.ResourceServiceUrl}', which could not be parsed as a URI.");
        }

        var https = string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        var port = options.RandomizePorts ? 0 : url.Port;
        if (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address))
        {
            return new GrpcEndpoint(address, port, https);
        }

        // Kestrel cannot listen on both loopback addresses with a port that is still to be found.
        return EndpointHostHelpers.IsLocalhostOrLocalhostTld(url.Host.TrimEnd('.'))
            ? new GrpcEndpoint(port == 0 ? IPAddress.Loopback : null, port, https)
            : throw new DistributedApplicationException($"{DashboardOptions.ResourceServiceUrlKey} must contain a local loopback address; it is '{options.ResourceServiceUrl}'.");
    }
}
