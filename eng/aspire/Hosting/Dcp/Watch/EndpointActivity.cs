using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>Which addresses have a process behind them: DCP keeps an endpoint object for as long as one serves.</summary>
internal sealed class EndpointActivity(IReadOnlyList<ResourceService> services)
{
    private readonly ConcurrentDictionary<string, EndpointObject> _endpoints = new(StringComparer.Ordinal);

    /// <summary>Returns the names of the instances that the endpoint belongs to.</summary>
    public IEnumerable<string> Observe(DcpWatchEvent<EndpointObject> change)
    {
        var endpoint = change.Object!;
        if (change.Type is DcpWatchEvent<EndpointObject>.Deleted)
        {
            _endpoints.TryRemove(endpoint.Metadata.Name, out _);
        }
        else
        {
            _endpoints[endpoint.Metadata.Name] = endpoint;
        }

        return Owners(endpoint);
    }

    public ImmutableArray<UrlSnapshot> Urls(ResourceInstance instance, string? state)
    {
        if (!instance.ModelResource.TryGetUrls(out var urls))
        {
            return [];
        }

        var isRunning = string.Equals(state, KnownResourceStates.Running, StringComparisons.ResourceState);
        return [.. urls.OrderBy(url => Place(url, instance)).Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.IsInternal)
        {
            IsInactive = !IsActive(url.Endpoint, instance, isRunning),
#pragma warning disable CS0618 // The dashboard still sorts by it.
            DisplayProperties = new(url.DisplayText ?? "", url.DisplayOrder ?? 0),
#pragma warning restore CS0618
        })];
    }

    /// <summary>The resource's own endpoints, the last one first as in Aspire, then those of others, then plain addresses.</summary>
    private static int Place(ResourceUrlAnnotation url, ResourceInstance instance)
    {
        if (url.Endpoint is not { } endpoint)
        {
            return int.MaxValue;
        }

        var own = endpoint.Resource == instance.ModelResource
            ? instance.Services.ToList().FindIndex(service => string.Equals(service.Endpoint.Name, endpoint.EndpointName, StringComparisons.EndpointAnnotationName))
            : -1;
        return own < 0 ? int.MaxValue - 1 : -own;
    }

    private bool IsActive(EndpointReference? endpoint, ResourceInstance instance, bool isRunning)
    {
        if (endpoint is null)
        {
            return isRunning;
        }

        var service = services.FirstOrDefault(candidate => candidate.Resource == endpoint.Resource && string.Equals(candidate.Endpoint.Name, endpoint.EndpointName, StringComparisons.EndpointAnnotationName));
        return service is not null && _endpoints.Values.Any(candidate =>
            candidate.Spec.ServiceName == service.Name && (endpoint.Resource != instance.ModelResource || Owners(candidate).Contains(instance.DcpResourceName, StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Owners(EndpointObject endpoint) => endpoint.Metadata.OwnerReferences?.Select(owner => owner.Name ?? "") ?? [];
}
