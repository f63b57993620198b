using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>Announces a resource's connection string once per start, as soon as all its endpoints have addresses.</summary>
internal sealed class ConnectionStringEvents
{
    private readonly ConcurrentDictionary<string, bool> _published = new(StringComparers.ResourceName);

    public Task PublishAsync(IDcpExecutorObserver observer, IResource resource, CancellationToken cancellationToken)
    {
        var hasAddresses = resource.Annotations.OfType<EndpointAnnotation>().All(endpoint => endpoint.AllocatedEndpointSnapshot.IsValueSet);
        return hasAddresses && _published.TryAdd(resource.Name, true)
            ? observer.OnConnectionStringAvailableAsync(resource, cancellationToken)
            : Task.CompletedTask;
    }

    public void Forget(IResource resource) => _published.TryRemove(resource.Name, out _);
}
