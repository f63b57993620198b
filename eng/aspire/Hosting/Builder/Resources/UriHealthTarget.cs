using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What a health check asks, or why it cannot ask.</summary>
internal sealed record UriHealthTarget(Uri? Uri, string? Problem = null, Exception? Exception = null)
{
    public static async ValueTask<UriHealthTarget> OfEndpointAsync(EndpointReference endpoint, string path, CancellationToken cancellationToken)
    {
        if (!endpoint.Exists)
        {
            return new(null, $"The endpoint '{endpoint.EndpointName}' does not exist on the resource.");
        }

        if (await endpoint.GetValueAsync(cancellationToken).ConfigureAwait(false) is not { } url)
        {
            return new(null, $"The endpoint '{endpoint.EndpointName}' does not have a URL.");
        }

        try
        {
            return new(new Uri(new Uri(url), path));
        }
        catch (UriFormatException e)
        {
            return new(null, "Failed to determine the URI for the health check.", e);
        }
    }

    public static async ValueTask<UriHealthTarget> OfParameterAsync(ParameterResource parameter, string? path, CancellationToken cancellationToken)
    {
        var url = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        if (!ExternalServiceResource.UrlIsValidForExternalService(url, out var uri, out var problem))
        {
            return new(null, $"The URL from parameter '{parameter.Name}' is invalid: {problem}");
        }

        return uri.Scheme is "http" or "https"
            ? new(path is null ? uri : new Uri(uri, path))
            : new(null, $"The URL from parameter '{parameter.Name}' cannot be used for HTTP health checks because it has a non-HTTP scheme.");
    }
}
