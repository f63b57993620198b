using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>The model as DCP will see it: a service for every endpoint, an instance for every process.</summary>
internal sealed record PreparedModel(IReadOnlyList<ResourceService> Services, IReadOnlyList<ResourceInstance> Instances)
{
    /// <summary>Has to run before the resources are initialised: the ports of endpoints without a proxy are known from here on.</summary>
    public static PreparedModel Create(IEnumerable<IResource> resources, DcpOptions options, Func<int, System.Net.Sockets.ProtocolType, bool> isPortFree)
    {
        var all = resources.ToArray();
        var names = new DcpNames(options);
        var services = PrepareServices(all, options, names, new ProxylessPorts(options, isPortFree)).ToArray();
        var instances = all.Where(IsRunByDcp).SelectMany(resource => PrepareInstances(resource, names, services)).ToArray();
        return new PreparedModel(services, instances);
    }

    /// <summary>Names what DCP will run; resources that are added later are named when the model is prepared.</summary>
    public static void NameInstances(IEnumerable<IResource> resources, DcpOptions options)
    {
        var names = new DcpNames(options);
        foreach (var resource in resources.Where(IsRunByDcp))
        {
            names.EnsureInstances(resource);
        }
    }

    private static bool IsRunByDcp(IResource resource) => resource.IsContainer() || resource is ExecutableResource or ProjectResource;

    private static IEnumerable<ResourceService> PrepareServices(IResource[] resources, DcpOptions options, DcpNames names, ProxylessPorts ports)
    {
        var endpoints = resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>(), (resource, endpoint) => (Resource: resource, Endpoint: endpoint)).ToArray();
        foreach (var (resource, endpoint) in endpoints)
        {
            endpoint.SetResolvedIsProxied(resource.SupportsProxy() && (endpoint.IsExplicitlyProxied ?? (options.RandomizePorts || !resource.HasPersistentLifetime())));
            EndpointRules.CheckPorts(resource, endpoint);
            if (FixedPort(resource, endpoint, options) is { } port)
            {
                ports.Exclude(port);
            }
        }

        var proxies = new Dictionary<(int Port, System.Net.Sockets.ProtocolType Protocol), ResourceService>();
        foreach (var (resource, endpoint) in endpoints)
        {
            if (!endpoint.IsProxied && FixedPort(resource, endpoint, options) is null)
            {
                endpoint.Port = ports.Allocate(endpoint.Protocol);
                if (!resource.IsContainer())
                {
                    endpoint.TargetPort = endpoint.Port;
                }
            }

            var fixedPort = FixedPort(resource, endpoint, options);
            var service = new ResourceService(resource, endpoint, names.Service(resource, endpoint), fixedPort)
            {
                Rival = endpoint.IsProxied && fixedPort is { } port ? proxies.GetValueOrDefault((port, endpoint.Protocol)) : null,
            };
            if (endpoint.IsProxied && fixedPort is { } taken)
            {
                proxies.TryAdd((taken, endpoint.Protocol), service);
            }

            yield return service;
        }
    }

    /// <summary>A container's target port is the port inside of it, so only its public port counts.</summary>
    private static int? FixedPort(IResource resource, EndpointAnnotation endpoint, DcpOptions options) =>
        options.RandomizePorts && endpoint.IsProxied
            ? null
            : EndpointAnnotation.NormalizePort(resource.IsContainer() ? endpoint.SpecifiedPort : endpoint.Port);

    private static IEnumerable<ResourceInstance> PrepareInstances(IResource resource, DcpNames names, ResourceService[] services)
    {
        names.EnsureInstances(resource);
        _ = resource.TryGetInstances(out var instances);
        var produced = Array.FindAll(services, service => service.Resource == resource);
        foreach (var service in produced)
        {
            EndpointRules.CheckProxy(resource, service.Endpoint, instances.Length);
        }

        return instances.Select(instance => new ResourceInstance(resource, instance, instances.Length, produced));
    }
}
