using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>Combinations of ports, proxies and replicas that cannot work.</summary>
internal static class EndpointRules
{
    public static void CheckPorts(IResource resource, EndpointAnnotation endpoint)
    {
        if (resource.IsContainer())
        {
            if (EndpointAnnotation.NormalizePort(endpoint.TargetPort) is null)
            {
                throw new InvalidOperationException($"The endpoint '{endpoint.Name}' for container resource '{resource.Name}' must specify the {nameof(EndpointAnnotation.TargetPort)} value");
            }
        }
        else if (!endpoint.IsProxied && endpoint.Port is not null && endpoint.Port != endpoint.TargetPort)
        {
            throw new InvalidOperationException($"The endpoint '{endpoint.Name}' for resource '{resource.Name}' has no proxy, so its {nameof(EndpointAnnotation.Port)} ({endpoint.Port}) and {nameof(EndpointAnnotation.TargetPort)} ({endpoint.TargetPort}) must be the same.");
        }
    }

    public static void CheckProxy(IResource resource, EndpointAnnotation endpoint, int replicas)
    {
        if (resource.IsContainer())
        {
            return;
        }

        if (!endpoint.IsProxied)
        {
            if (replicas > 1)
            {
                throw new InvalidOperationException($"Resource '{resource.Name}' uses multiple replicas and a proxy-less endpoint '{endpoint.Name}'. These features do not work together.");
            }

            return;
        }

        if (endpoint.TargetPort is not null && endpoint.TargetPort == endpoint.Port)
        {
            throw new InvalidOperationException($"The endpoint '{endpoint.Name}' for resource '{resource.Name}' has a proxy, which takes port {endpoint.Port}; the process cannot listen on the same port. Give {nameof(EndpointAnnotation.TargetPort)} another value, leave it out, or set {nameof(EndpointAnnotation.IsProxied)} to false.");
        }

        if (endpoint.TargetPort is not null && replicas > 1)
        {
            throw new InvalidOperationException($"Resource '{resource.Name}' can have multiple replicas, and its endpoint '{endpoint.Name}' sets {nameof(EndpointAnnotation.TargetPort)}. Each replica needs a port of its own, so leave it out.");
        }
    }
}
