using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The URLs of a resource: one for each endpoint, those given by hand, and what the callbacks make of them.</summary>
internal sealed partial class ResourceUrls(DistributedApplicationExecutionContext executionContext, ResourceLoggerService loggers)
{
    /// <summary>Endpoint URLs are inactive until the engine sees the endpoint listening.</summary>
    public static ImmutableArray<UrlSnapshot> Snapshots(IResource resource) =>
    [
        .. resource.Annotations.OfType<ResourceUrlAnnotation>().Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.IsInternal)
        {
            IsInactive = url.Endpoint is not null,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.SortOrder),
        }),
    ];

    public async Task ProcessAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            var urls = EndpointUrls(resource).ToList();
            foreach (var given in resource.Annotations.OfType<ResourceUrlAnnotation>().ToArray())
            {
                resource.Annotations.Remove(given);
                urls.Add(given);
            }

            var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = loggers.GetLogger(resource) };
            foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
            {
                await callback.Callback(context).ConfigureAwait(false);
            }

            ShareLaunchPath(resource, urls);
            foreach (var url in urls)
            {
                if (url.Url.StartsWith('/') && url.Endpoint is { IsAllocated: true } endpoint)
                {
                    url.Url = endpoint.Url.TrimEnd('/') + url.Url;
                }

                resource.Annotations.Add(url);
            }
        }
#pragma warning disable CA1031 // URLs are for people to click; without them the resource still runs.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(loggers.GetLogger(resource), e, resource.Name);
        }
    }

    private static IEnumerable<ResourceUrlAnnotation> EndpointUrls(IResource resource)
    {
        if (resource is not IResourceWithEndpoints withEndpoints)
        {
            yield break;
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.AllocatedEndpoint is not { } allocated)
            {
                continue;
            }

            var reference = new EndpointReference(withEndpoints, endpoint);
            var url = new ResourceUrlAnnotation { Url = allocated.UriString, Endpoint = reference };
            var otherHost = allocated.BindingMode switch
            {
                EndpointBindingMode.SingleAddress when string.Equals(allocated.Address, endpoint.TargetHost, StringComparison.OrdinalIgnoreCase) => null,
                EndpointBindingMode.SingleAddress => endpoint.TargetHost,
                _ => Environment.MachineName,
            };
            if (otherHost is null)
            {
                yield return url;
                continue;
            }

            // A name below localhost was chosen by the user, so it comes first; any other second address is a detail.
            var other = new ResourceUrlAnnotation { Url = $"{allocated.UriScheme}://{otherHost}:{allocated.Port}", Endpoint = reference };
            if (EndpointHostHelpers.IsLocalhostTld(endpoint.TargetHost))
            {
                url.DisplayLocation = UrlDisplayLocation.DetailsOnly;
                yield return other;
                yield return url;
            }
            else
            {
                yield return url;
                yield return other;
            }
        }
    }

    /// <summary>The path that the launch profile opens holds for all addresses of its first endpoint.</summary>
    private static void ShareLaunchPath(IResource resource, List<ResourceUrlAnnotation> urls)
    {
        if (resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.FromLaunchProfile && endpoint.AllocatedEndpoint is not null) is not { } primary
            || urls.Find(url => string.Equals(url.Endpoint?.EndpointName, primary.Name, StringComparison.OrdinalIgnoreCase)) is not { } first)
        {
            return;
        }

        var path = Uri.TryCreate(first.Url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : first.Url;
        if (path is not ['/', _, ..])
        {
            return;
        }

        foreach (var url in urls.Where(url => url != first && ReferenceEquals(url.Endpoint?.EndpointAnnotation, primary) && Uri.IsWellFormedUriString(url.Url, UriKind.Absolute)))
        {
            url.Url = new UriBuilder(url.Url) { Path = path }.Uri.ToString();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An error occurred while processing URLs for resource '{ResourceName}'.")]
        public static partial void Failed(ILogger logger, Exception exception, string resourceName);
    }
}
