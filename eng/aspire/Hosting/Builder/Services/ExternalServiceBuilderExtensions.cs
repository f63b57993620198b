using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Services that run elsewhere.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service that runs elsewhere.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return ExternalServiceResource.UrlIsValidForExternalService(url, out var uri, out var problem)
            ? builder.AddExternalService(name, uri)
            : throw new ArgumentException($"The external service URL '{url}' is invalid: {problem}", nameof(url));
    }

    /// <summary>Adds a service that runs elsewhere.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Add(builder, new ExternalServiceResource(name, uri)).WithUrl(uri.ToString());
    }

    /// <summary>Adds a service that runs elsewhere, at an address that differs between installations.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> urlParameter)
    {
        ArgumentNullException.ThrowIfNull(urlParameter);
        return Add(builder, new ExternalServiceResource(name, urlParameter.Resource)).WithUrl(ReferenceExpression.Create($"{urlParameter.Resource}"));
    }

    /// <summary>Asks the service over HTTP whether it is healthy.</summary>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(this IResourceBuilder<ExternalServiceResource> builder, string? path = null, int? statusCode = null)
    {
        if (path is not null && !Uri.IsWellFormedUriString(path, UriKind.Relative))
        {
            throw new ArgumentException($"The path '{path}' is not a valid relative URL.", nameof(path));
        }

        var service = builder.Resource;
        if (service.Uri is { Scheme: not ("http" or "https") })
        {
            throw new ArgumentException($"The URL '{service.Uri}' for external service '{service.Name}' cannot be used for HTTP health checks because it has a non-HTTP scheme.", nameof(builder));
        }

        statusCode ??= 200;
        var key = $"{service.Name}_external{(path is null ? "" : $"_{path}")}_{statusCode}_check";
        builder.ApplicationBuilder.Services.AddUriHealthCheck(key, statusCode.Value, cancellationToken => service.Uri is { } uri
            ? ValueTask.FromResult(new UriHealthTarget(path is null ? uri : new Uri(uri, path)))
            : UriHealthTarget.OfParameterAsync(service.UrlParameter!, path, cancellationToken));
        return builder.WithHealthCheck(key);
    }

    private static IResourceBuilder<ExternalServiceResource> Add(IDistributedApplicationBuilder builder, ExternalServiceResource service)
        => builder.AddResource(service)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "ExternalService",
                State = KnownResourceStates.Waiting,
                Properties = [],
            })
            .ExcludeFromManifest()
            .OnInitializeResource(ExternalServiceStart.RunAsync);
}
