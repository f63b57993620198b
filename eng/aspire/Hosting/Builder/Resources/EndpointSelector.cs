using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Picks the HTTP endpoint that a check, probe or command talks to.</summary>
internal static class EndpointSelector
{
    private static readonly string[] HttpSchemes = ["https", "http"];

    public static Func<EndpointReference> Named<T>(IResourceBuilder<T> builder, string? endpointName, string purpose)
        where T : IResourceWithEndpoints
        => () =>
        {
            string[] candidates = endpointName is null ? HttpSchemes : [endpointName];
            var endpoint = Find(builder.Resource, candidates)
                ?? throw new DistributedApplicationException($"Could not create {purpose} for resource '{builder.Resource.Name}' as no endpoint was found matching one of the specified names: {string.Join(", ", candidates)}");
            EnsureHttp(endpoint, builder.Resource, purpose);
            return endpoint;
        };

    public static Func<EndpointReference> Default<T>(IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
        => () => Find(builder.Resource, HttpSchemes)
            ?? throw new DistributedApplicationException($"Could not create HTTP command for resource '{builder.Resource.Name}' as it has no HTTP endpoints.");

    public static EndpointReference Select(Func<EndpointReference> selector, IResource resource, string purpose)
        => selector() ?? throw new DistributedApplicationException($"Could not create {purpose} for resource '{resource.Name}' as the endpoint selector returned null.");

    public static void EnsureHttp(EndpointReference endpoint, IResource resource, string purpose)
    {
        if (!HttpSchemes.Contains(endpoint.Scheme, StringComparer.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException($"Could not create {purpose} for resource '{resource.Name}' as the endpoint with name '{endpoint.EndpointName}' and scheme '{endpoint.Scheme}' is not an HTTP endpoint.");
        }
    }

    private static EndpointReference? Find(IResourceWithEndpoints resource, string[] names)
        => names
            .Select(name => resource.GetEndpoints().FirstOrDefault(e => string.Equals(e.EndpointName, name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(endpoint => endpoint is not null);
}
