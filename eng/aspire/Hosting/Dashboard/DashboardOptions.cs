using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard listens and with which keys, from Aspire's own settings.</summary>
internal sealed record DashboardOptions
{
    public const string UrlsKey = "ASPNETCORE_URLS";
    public const string OtlpGrpcUrlKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    public const string OtlpHttpUrlKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    public const string ResourceServiceUrlKey = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";
    public const string AllowUnsecuredTransportKey = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";

    public string? FrontendUrls { get; init; }

    public string? OtlpGrpcUrl { get; init; }

    public string? OtlpHttpUrl { get; init; }

    public string? ResourceServiceUrl { get; init; }

    /// <summary>The token of the login URL; without one everybody on this machine sees the dashboard.</summary>
    public string? BrowserToken { get; init; }

    public string? OtlpApiKey { get; init; }

    /// <summary>The key of the telemetry API, which the CLI uses.</summary>
    public string? TelemetryApiKey { get; init; }

    /// <summary>The key that the dashboard shows to the resource service; null when that is unsecured.</summary>
    public string? ResourceServiceApiKey { get; init; }

    public bool AllowUnsecuredTransport { get; init; }

    public bool ShowDashboardResource { get; init; }

    /// <summary>Fixed ports do not count, so that several runs of one model do not collide.</summary>
    public bool RandomizePorts { get; init; }

    /// <summary>The browser origins that may send telemetry, instead of those of the resources.</summary>
    public string? CorsAllowedOrigins { get; init; }

    public string Environment { get; init; } = "Production";

    /// <summary>Where an endpoint without a URL of its own listens.</summary>
    public string DefaultScheme => AllowUnsecuredTransport ? "http" : "https";

    public static DashboardOptions Read(IConfiguration configuration, DistributedApplicationOptions application)
    {
        var resourceService = configuration.GetSection("AppHost:ResourceService");
        var secured = string.Equals(resourceService["AuthMode"], "ApiKey", StringComparison.OrdinalIgnoreCase);
        if (secured && string.IsNullOrWhiteSpace(resourceService["ApiKey"]))
        {
            throw new DistributedApplicationException("AppHost:ResourceService:ApiKey is required when AppHost:ResourceService:AuthMode is 'ApiKey'.");
        }

        return new DashboardOptions
        {
            FrontendUrls = Text(configuration[UrlsKey]),
            OtlpGrpcUrl = Text(configuration[OtlpGrpcUrlKey]),
            OtlpHttpUrl = Text(configuration[OtlpHttpUrlKey]),
            ResourceServiceUrl = Text(configuration[ResourceServiceUrlKey]),
            BrowserToken = Text(configuration["AppHost:BrowserToken"]),
            OtlpApiKey = Text(configuration["AppHost:OtlpApiKey"]),
            TelemetryApiKey = Text(configuration["AppHost:DashboardApiKey"]),
            ResourceServiceApiKey = secured ? resourceService["ApiKey"] : null,
            AllowUnsecuredTransport = application.AllowUnsecuredTransport || IsTrue(configuration[AllowUnsecuredTransportKey]),
            RandomizePorts = DcpOptions.Read(configuration).RandomizePorts,
            ShowDashboardResource = IsTrue(configuration["ASPIRE_SHOW_DASHBOARD_RESOURCES"]),
            CorsAllowedOrigins = Text(configuration["ASPIRE_DASHBOARD_CORS_ALLOWED_ORIGINS"]),
            Environment = Text(configuration["ASPNETCORE_ENVIRONMENT"]) ?? "Production",
        };
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static bool IsTrue(string? value) => string.Equals(value, "1", StringComparison.Ordinal) || (bool.TryParse(value, out var flag) && flag);
}
