using System.Collections.Immutable;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>The names of DCP's objects: unique per run for instances, readable for services.</summary>
internal sealed class DcpNames(DcpOptions options)
{
    /// <summary>The random part doubles as OpenTelemetry's service instance id.</summary>
    private const int SuffixLength = 8;

    private readonly HashSet<string> _services = new(StringComparer.Ordinal);

    /// <summary>Gives a resource the names of its instances, unless it has them already.</summary>
    public void EnsureInstances(IResource resource)
    {
        if (resource.TryGetInstances(out _))
        {
            return;
        }

        var count = resource is ProjectResource ? resource.GetReplicaCount() : 1;
        var isPersistent = resource.HasPersistentLifetime();
        if (isPersistent && count > 1)
        {
            throw new InvalidOperationException($"Resource '{resource.Name}' uses multiple replicas and a persistent lifetime. These features do not work together.");
        }

        var instances = ImmutableArray.CreateBuilder<DcpInstance>(count);
        for (var index = 0; index < count; index++)
        {
            // What outlives the run has the same name in the next one.
            var suffix = isPersistent ? options.AppHostSuffix : RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength);
            instances.Add(new DcpInstance(WithSuffix($"{resource.Name}-{suffix}"), suffix, index));
        }

        resource.Annotations.Add(new DcpInstancesAnnotation(instances.MoveToImmutable()));
    }

    /// <summary>The resource's name, and the endpoint's when there are several.</summary>
    public string Service(IResource resource, EndpointAnnotation endpoint)
    {
        var isOnlyEndpoint = resource.Annotations.OfType<EndpointAnnotation>().Count() == 1;
        var name = WithSuffix(isOnlyEndpoint ? resource.Name : $"{resource.Name}-{endpoint.Name}");
        var candidate = name;
        // "a" with endpoint "b-c" and "a-b" with endpoint "c" would share a name.
        for (var number = 1; !_services.Add(candidate); number++)
        {
            candidate = $"{name}-{number}";
        }

        return candidate;
    }

    private string WithSuffix(string name) => options.ResourceNameSuffix is { } suffix ? $"{name}-{suffix}" : name;
}
