using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>Finds the endpoints.</summary>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints)
        => resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>References to the endpoints.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
        => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint)).ToArray();

    /// <summary>References to the endpoints seen from a network.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource, NetworkIdentifier contextNetworkId)
        => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint, contextNetworkId)).ToArray();

    /// <summary>A reference to an endpoint, which need not exist yet.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName)
        => new(resource, endpointName);

    /// <summary>A reference to an endpoint seen from a network, which need not exist yet.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName, NetworkIdentifier contextNetworkId)
        => new(resource, endpointName, contextNetworkId);

    /// <summary>The ports a publisher has to use for the endpoints.</summary>
    public static IReadOnlyList<ResolvedEndpoint> ResolveEndpoints(this IResource resource, IPortAllocator? portAllocator = null)
    {
        portAllocator ??= new PortAllocator();
        var schemesWithDefaultPort = new HashSet<string>(StringComparer.Ordinal);
        var resolved = new List<ResolvedEndpoint>();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var port = EndpointAnnotation.NormalizePort(endpoint.Port);
            var isProjectHttp = resource is ProjectResource && endpoint.UriScheme is "http" or "https";
            // The platform sets the port of a project's first endpoint of each scheme.
            var isDefaultPort = isProjectHttp && schemesWithDefaultPort.Add(endpoint.UriScheme);
            var target = EndpointAnnotation.NormalizePort(endpoint.TargetPort) is int given ? ResolvedPort.Explicit(given)
                : resource is ContainerResource && port is int same ? ResolvedPort.Implicit(same)
                : isDefaultPort ? ResolvedPort.None()
                : ResolvedPort.Allocated(portAllocator.AllocatePort());
            var exposed = port is int exposedPort ? ResolvedPort.Explicit(exposedPort)
                : target.Value is int targetPort ? ResolvedPort.Implicit(targetPort)
                : endpoint.UriScheme is "http" or "https" ? ResolvedPort.None()
                : ResolvedPort.Allocated(portAllocator.AllocatePort());

            foreach (var used in (int?[])[exposed.Value, target.Value])
            {
                if (used is int value)
                {
                    portAllocator.AddUsedPort(value);
                }
            }

            resolved.Add(new() { Endpoint = endpoint, TargetPort = target, ExposedPort = exposed });
        }

        return resolved;
    }

    /// <summary>The network from which the resource sees others.</summary>
    internal static NetworkIdentifier GetDefaultResourceNetwork(this IResource resource)
        => resource.IsContainer() ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork : KnownNetworkIdentifiers.LocalhostNetwork;

    internal static bool SupportsProxy(this IResource resource)
        => !resource.TryGetLastAnnotation<ProxySupportAnnotation>(out var annotation) || annotation.ProxyEnabled;

    /// <summary>Whether a project is told of the endpoint through its ASPNETCORE variables.</summary>
    internal static bool ShouldInjectEndpointEnvironment(this IResource resource, EndpointReference reference)
    {
        var endpoint = reference.EndpointAnnotation;
        return endpoint.UriScheme is "http" or "https"
            && endpoint.TargetPortEnvironmentVariable is null
            && resource.Annotations.OfType<EndpointEnvironmentInjectionFilterAnnotation>().All(annotation => annotation.Filter(endpoint));
    }
}
