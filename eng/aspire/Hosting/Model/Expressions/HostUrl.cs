namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL on this machine, as a process or a container has to write it.</summary>
public record HostUrl(string Url) : IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(Url);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (context.NetworkOrDefault == KnownNetworkIdentifiers.LocalhostNetwork
            || !Uri.TryCreate(Url, UriKind.Absolute, out var uri) || !uri.IsLoopback)
        {
            return ValueTask.FromResult<string?>(Url);
        }

        var fromContainer = new UriBuilder(uri) { Host = KnownHostNames.DockerDesktopHostBridge }.Uri.ToString();
        return ValueTask.FromResult<string?>(Url.EndsWith('/') ? fromContainer : fromContainer.TrimEnd('/'));
    }
}
