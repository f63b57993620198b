using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting;

/// <summary>Gives a project the endpoints that its own settings and its launch profile define.</summary>
internal sealed class ProjectEndpoints(IResourceBuilder<ProjectResource> project, KestrelSettings kestrel)
{
    private readonly ProjectLaunchDefaultsAnnotation _defaults = project.Resource.Annotations.OfType<ProjectLaunchDefaultsAnnotation>().Single();

    public void AddKestrelEndpoints()
    {
        var isPublishing = project.ApplicationBuilder.ExecutionContext.IsPublishMode;
        foreach (var group in kestrel.Endpoints.GroupBy(e => e.Address.Scheme, StringComparer.Ordinal))
        {
            var isOnly = group.Count() == 1;
            foreach (var (name, address, protocols) in group)
            {
                project.WithEndpoint(isOnly ? address.Scheme : name, endpoint =>
                {
                    if (isPublishing)
                    {
                        endpoint.TargetPort = address.Port;
                    }
                    else
                    {
                        endpoint.Port = address.Port;
                    }

                    Bind(endpoint, address, protocols);
                    _defaults.KestrelEndpointAnnotationHosts[endpoint] = endpoint.TargetHost;
                });
            }
        }
    }

    public void AddApplicationUrls(LaunchProfile profile)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var url in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = BindingAddress.Parse(url);
            var count = counts[address.Scheme] = counts.GetValueOrDefault(address.Scheme) + 1;
            project.WithEndpoint(count == 1 ? address.Scheme : $"{address.Scheme}{count}", endpoint =>
            {
                endpoint.Port = address.Port;
                endpoint.FromLaunchProfile = true;
                Bind(endpoint, address, protocols: null);
            });
        }

        if (Uri.TryCreate(profile.LaunchUrl, UriKind.RelativeOrAbsolute, out var launchUrl))
        {
            project.WithUrls(context => ShowLaunchUrl(context, launchUrl));
        }
    }

    /// <summary>Published projects serve http, and https behind whatever ends TLS; both share a port.</summary>
    public void AddPublishedEndpoints()
    {
        var http = FindOrAdd("http");
        var https = FindOrAdd("https");
        http.TargetPort = https.TargetPort = http.TargetPort ?? https.TargetPort;
    }

    private EndpointAnnotation FindOrAdd(string scheme)
    {
        if (Find() is { } existing)
        {
            return existing;
        }

        project.WithEndpoint(scheme, endpoint =>
        {
            endpoint.UriScheme = scheme;
            SetTransport(endpoint, protocols: null);
            if (scheme is "https")
            {
                _defaults.DefaultHttpsEndpoint = endpoint;
            }
        });
        return Find()!;

        EndpointAnnotation? Find() => project.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e =>
            string.Equals(e.UriScheme, scheme, StringComparison.Ordinal) || string.Equals(e.Name, scheme, StringComparison.OrdinalIgnoreCase));
    }

    private void Bind(EndpointAnnotation endpoint, BindingAddress address, string? protocols)
    {
        endpoint.UriScheme = address.Scheme;
        endpoint.TargetHost = string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? "localhost" : address.Host;
        SetTransport(endpoint, protocols);
    }

    private void SetTransport(EndpointAnnotation endpoint, string? protocols)
    {
        if (string.Equals(protocols ?? kestrel.DefaultProtocols, "Http2", StringComparison.Ordinal))
        {
            endpoint.Transport = "http2";
        }
    }

    private static void ShowLaunchUrl(ResourceUrlsCallbackContext context, Uri launchUrl)
    {
        foreach (var url in context.Urls.Where(u => u.Endpoint?.EndpointAnnotation.FromLaunchProfile == true))
        {
            url.Url = (launchUrl.IsAbsoluteUri ? launchUrl : new Uri(new Uri(url.Url), launchUrl)).ToString();
        }
    }
}
