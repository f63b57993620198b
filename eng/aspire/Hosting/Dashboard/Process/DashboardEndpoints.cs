using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>The endpoints of the dashboard: its pages and where telemetry goes.</summary>
internal static class DashboardEndpoints
{
    public const string OtlpGrpc = "otlp-grpc";
    public const string OtlpHttp = "otlp-http";

    public static void AddTo(IResource dashboard, DashboardOptions options)
    {
        foreach (var endpoint in dashboard.Annotations.OfType<EndpointAnnotation>().ToList())
        {
            dashboard.Annotations.Remove(endpoint);
        }

        // Telemetry without a URL of its own goes to the host of the pages.
        var host = "localhost";
        if (options.FrontendUrls is null)
        {
            Add(dashboard, options.DefaultScheme, address: null, options.DefaultScheme, host);
        }

        foreach (var url in options.FrontendUrls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = BindingAddress.Parse(url);
            Add(dashboard, address.Scheme, address, options.DefaultScheme, host);
            host = string.Equals(address.Scheme, options.DefaultScheme, StringComparison.OrdinalIgnoreCase) ? address.Host : host;
        }

        // With neither URL there are both endpoints, so that servers and browsers can send telemetry.
        if (options.OtlpHttpUrl is not null || options.OtlpGrpcUrl is null)
        {
            Add(dashboard, OtlpHttp, options.OtlpHttpUrl is { } url ? BindingAddress.Parse(url) : null, options.DefaultScheme, host);
        }

        if (options.OtlpGrpcUrl is not null || options.OtlpHttpUrl is null)
        {
            Add(dashboard, OtlpGrpc, options.OtlpGrpcUrl is { } url ? BindingAddress.Parse(url) : null, options.DefaultScheme, host, transport: "http2");
        }

        dashboard.Annotations.Add(new ResourceUrlsCallbackAnnotation(context => ShowUrls(context, options)));
    }

    /// <summary>The endpoint of the pages, https before http.</summary>
    public static EndpointReference? Frontend(IResourceWithEndpoints dashboard, NetworkIdentifier? network = null)
        => Find(dashboard, "https", network) ?? Find(dashboard, "http", network);

    public static EndpointReference? Find(IResourceWithEndpoints dashboard, string name, NetworkIdentifier? network = null)
    {
        var endpoint = network is { } known ? dashboard.GetEndpoint(name, known) : dashboard.GetEndpoint(name);
        return endpoint.Exists ? endpoint : null;
    }

    private static void Add(IResource dashboard, string name, BindingAddress? address, string defaultScheme, string defaultHost, string? transport = null)
        => dashboard.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: address?.Scheme ?? defaultScheme, transport: transport, name: name, port: address?.Port, isProxied: true)
        {
            TargetHost = address?.Host ?? defaultHost,
        });

    private static void ShowUrls(ResourceUrlsCallbackContext context, DashboardOptions options)
    {
        foreach (var url in context.Urls)
        {
            switch (url.Endpoint?.EndpointName)
            {
                case "http" or "https":
                    url.DisplayText = $"Dashboard ({url.Endpoint.EndpointName})";
#pragma warning disable CS0618 // Aspire's order of URLs is this field until it has another.
                    url.DisplayOrder = 1;
#pragma warning restore CS0618
                    url.Url = DashboardUrls.WithLogin(url.Url, options.BrowserToken);
                    break;
                case { } other:
                    url.DisplayText = other;
                    break;
            }
        }
    }
}
