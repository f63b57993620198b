using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>The environment variables that the dashboard is configured by.</summary>
internal sealed class DashboardEnvironment(DashboardOptions options, IConfiguration configuration, ResourceServiceHost resourceService, DistributedApplicationModel model)
{
    private const string CopiedPrefix = "ASPIRE_DASHBOARD_";
    private const string CorsKey = "ASPIRE_DASHBOARD_CORS_ALLOWED_ORIGINS";

    public async Task SetAsync(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        // The user's own settings of the dashboard come first, so that what follows wins.
        foreach (var (name, value) in configuration.AsEnumerable())
        {
            if (value is not null && name.StartsWith(CopiedPrefix, StringComparison.OrdinalIgnoreCase) && !string.Equals(name, CorsKey, StringComparison.OrdinalIgnoreCase))
            {
                variables[name] = value;
            }
        }

        variables["ASPNETCORE_ENVIRONMENT"] = options.Environment;
        variables[DashboardOptions.ResourceServiceUrlKey] = await resourceService.GetUrlAsync(context.CancellationToken);
        SetUrls((IResourceWithEndpoints)context.Resource, variables);
        SetKey(variables, "FRONTEND", "BROWSERTOKEN", options.BrowserToken, "BrowserToken");
        SetKey(variables, "RESOURCESERVICECLIENT", "APIKEY", options.ResourceServiceApiKey);
        SetKey(variables, "OTLP", "PRIMARYAPIKEY", options.OtlpApiKey);
        SetKey(variables, "API", "PRIMARYAPIKEY", options.TelemetryApiKey);
        variables["ASPIRE_DASHBOARD_API_ENABLED"] = "true";
        // One JSON object per line, to be handed to the AppHost's logging.
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "json";
    }

    private void SetUrls(IResourceWithEndpoints dashboard, Dictionary<string, object> variables)
    {
        var network = KnownNetworkIdentifiers.LocalhostNetwork;
        if (DashboardEndpoints.Find(dashboard, DashboardEndpoints.OtlpGrpc, network) is { } grpc)
        {
            variables[DashboardOptions.OtlpGrpcUrlKey] = ListenUrl(grpc);
        }

        if (DashboardEndpoints.Find(dashboard, DashboardEndpoints.OtlpHttp, network) is { } http)
        {
            variables[DashboardOptions.OtlpHttpUrlKey] = ListenUrl(http);
            if ((options.CorsAllowedOrigins ?? Origins()) is { Length: > 0 } origins)
            {
                variables["DASHBOARD__OTLP__CORS__ALLOWEDORIGINS"] = origins;
                variables["DASHBOARD__OTLP__CORS__ALLOWEDHEADERS"] = "*";
            }
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var page in dashboard.GetEndpoints(network).Where(endpoint => endpoint.IsHttpSchemeNamedEndpoint))
        {
            if (!urls.IsEmpty)
            {
                urls.AppendLiteral(";");
            }

            urls.Append($"{ListenUrl(page)}");
        }

        variables[DashboardOptions.UrlsKey] = urls.Build();
        if (DashboardEndpoints.Frontend(dashboard, network) is { } frontend)
        {
            // The dashboard listens behind a proxy and would show links to itself that lead past it.
            variables["DASHBOARD__FRONTEND__PUBLICURL"] = frontend;
        }
    }

    private static void SetKey(Dictionary<string, object> variables, string area, string keyName, string? key, string secured = "ApiKey")
    {
        variables[$"DASHBOARD__{area}__AUTHMODE"] = string.IsNullOrEmpty(key) ? "Unsecured" : secured;
        if (!string.IsNullOrEmpty(key))
        {
            variables[$"DASHBOARD__{area}__{keyName}"] = key;
        }
    }

    private static ReferenceExpression ListenUrl(EndpointReference endpoint)
        => ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Scheme)}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");

    /// <summary>The pages of the model's resources, which may send telemetry from the browser.</summary>
    private string Origins()
    {
        var endpoints = model.Resources
            .Where(resource => !string.Equals(resource.Name, DashboardUrls.ResourceName, StringComparisons.ResourceName))
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>())
            .Where(endpoint => endpoint.UriScheme is "http" or "https");
        return string.Join(',', endpoints.SelectMany(Origins).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Origins(EndpointAnnotation endpoint)
    {
        if (endpoint.AllocatedEndpoint is { } allocated)
        {
            yield return allocated.UriString;
        }

        if (endpoint.TargetPort is { } port)
        {
            yield return $"{endpoint.UriScheme}://localhost:{port}";
        }
    }
}
