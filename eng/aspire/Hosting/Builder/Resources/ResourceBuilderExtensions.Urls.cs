using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Lets a callback change the URLs shown for the resource.</summary>
    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Action<ResourceUrlsCallbackContext> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));
    }

    /// <summary>Lets an asynchronous callback change the URLs shown for the resource.</summary>
    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Func<ResourceUrlsCallbackContext, Task> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));
    }

    /// <summary>Shows a URL for the resource; a relative one changes every URL the resource has.</summary>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, string url, string? displayText = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!Uri.TryCreate(url, UriKind.Relative, out var relative))
        {
            return builder.WithAnnotation(new ResourceUrlAnnotation { Url = url, DisplayText = displayText });
        }

        return builder.WithUrls(context =>
        {
            foreach (var shown in context.Urls)
            {
                if (Uri.TryCreate(shown.Url, UriKind.Absolute, out var absolute) && Uri.TryCreate(absolute, relative, out var combined))
                {
                    shown.Url = combined.ToString();
                    shown.DisplayText = displayText ?? shown.DisplayText;
                }
            }
        });
    }

    /// <summary>Shows an interpolated URL for the resource.</summary>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, in ReferenceExpression.ExpressionInterpolatedStringHandler url, string? displayText = null)
        where T : IResource
        => builder.WithUrl(url.GetExpression(), displayText);

    /// <summary>Shows the value of an expression as URL of the resource.</summary>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, ReferenceExpression url, string? displayText = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(url);
        return builder.WithUrls(async context =>
        {
            var value = await url.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
            if (!string.IsNullOrEmpty(value))
            {
                context.Urls.Add(new()
                {
                    Endpoint = url.ValueProviders.OfType<EndpointReference>().FirstOrDefault(),
                    Url = value,
                    DisplayText = displayText,
                });
            }
        });
    }

    /// <summary>Changes the URL shown for an endpoint.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithUrls(context =>
        {
            if (context.Urls.FirstOrDefault(u => string.Equals(u.Endpoint?.EndpointName, endpointName, StringComparison.Ordinal)) is { } url)
            {
                callback(url);
            }
            else
            {
                Log.NoUrlToChange(context.Logger, endpointName, builder.Resource.Name);
            }
        });
    }

    /// <summary>Shows one more URL for an endpoint.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Func<EndpointReference, ResourceUrlAnnotation> callback)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithUrls(context =>
        {
            var endpoint = builder.GetEndpoint(endpointName);
            if (endpoint.Exists)
            {
                context.Urls.Add(callback(endpoint).WithEndpoint(endpoint));
            }
            else
            {
                Log.NoEndpointForUrl(context.Logger, endpointName, builder.Resource.Name);
            }
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not execute callback to customize endpoint URL as no endpoint with name '{EndpointName}' could be found on resource '{ResourceName}'.")]
        public static partial void NoUrlToChange(ILogger logger, string endpointName, string resourceName);

        [LoggerMessage(2, LogLevel.Warning, "Could not execute callback to add an endpoint URL as no endpoint with name '{EndpointName}' could be found on resource '{ResourceName}'.")]
        public static partial void NoEndpointForUrl(ILogger logger, string endpointName, string resourceName);
    }
}
