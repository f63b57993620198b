using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal static class ExternalServiceUrl
{
    /// <summary>The URL of a service whose URL is a parameter.</summary>
    public static async ValueTask<Uri> ResolveAsync(ExternalServiceResource service, IResource target, CancellationToken cancellationToken)
    {
        var parameter = service.UrlParameter!;
        return ExternalServiceResource.UrlIsValidForExternalService(await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false), out var uri, out var problem)
            ? uri
            : throw new DistributedApplicationException($"The URL parameter '{parameter.Name}' for source resource '{service.Name}' is invalid while configuring target resource '{target.Name}': {problem}");
    }
}
