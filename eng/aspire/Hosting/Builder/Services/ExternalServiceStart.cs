using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>An external service counts as running as soon as its address is known.</summary>
internal static partial class ExternalServiceStart
{
    public static async Task RunAsync(ExternalServiceResource service, InitializeResourceEvent e, CancellationToken cancellationToken)
    {
        if (await FindUriAsync(service, e.Logger, cancellationToken).ConfigureAwait(false) is not { } uri)
        {
            await e.Notifications.PublishUpdateAsync(service, snapshot => snapshot with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
            return;
        }

        await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(service, e.Services), cancellationToken).ConfigureAwait(false);
        await e.Notifications.PublishUpdateAsync(service, snapshot => snapshot with
        {
            Properties = [.. snapshot.Properties.Where(p => !string.Equals(p.Name, CustomResourceKnownProperties.Source, StringComparison.Ordinal)), new(CustomResourceKnownProperties.Source, uri.Host)],
            Urls = snapshot.Urls.Any(u => string.Equals(u.Url, uri.ToString(), StringComparison.OrdinalIgnoreCase))
                ? snapshot.Urls
                : snapshot.Urls.Add(new(Name: null, uri.ToString(), IsInternal: false)),
            State = KnownResourceStates.Running,
        }).ConfigureAwait(false);
    }

    private static async Task<Uri?> FindUriAsync(ExternalServiceResource service, ILogger logger, CancellationToken cancellationToken)
    {
        if (service.UrlParameter is not { } parameter)
        {
            return service.Uri;
        }

        try
        {
            var url = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            if (!ExternalServiceResource.UrlIsValidForExternalService(url, out var uri, out var problem))
            {
                Log.InvalidUrl(logger, parameter.Name, problem);
            }

            return uri;
        }
        catch (MissingParameterValueException e)
        {
            Log.NoUrl(logger, e, parameter.Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The value for URL parameter '{ParameterName}' is invalid: {Error}")]
        public static partial void InvalidUrl(ILogger logger, string parameterName, string error);

        [LoggerMessage(2, LogLevel.Error, "Failed to get value for URL parameter '{ParameterName}'")]
        public static partial void NoUrl(ILogger logger, Exception exception, string parameterName);
    }
}
