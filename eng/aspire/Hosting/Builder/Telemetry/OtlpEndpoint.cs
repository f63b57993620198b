using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Where telemetry goes and by which protocol.</summary>
internal static class OtlpEndpoint
{
    private const string DashboardName = "aspire-dashboard";
    private const string GrpcName = "otlp-grpc";
    private const string HttpName = "otlp-http";
    private const string DefaultUrl = "http://localhost:18889";

    /// <summary>The dashboard of this application if it has one, else the configured address.</summary>
    public static (object Endpoint, string Protocol) Find(DistributedApplicationExecutionContext execution, IConfiguration configuration, OtlpProtocol? required)
        => OfDashboard(execution, required) ?? OfConfiguration(configuration, required);

    private static (object Endpoint, string Protocol)? OfDashboard(DistributedApplicationExecutionContext execution, OtlpProtocol? required)
    {
        if (FindModel(execution)?.Resources.FirstOrDefault(r => string.Equals(r.Name, DashboardName, StringComparison.OrdinalIgnoreCase)) is not IResourceWithEndpoints dashboard)
        {
            return null;
        }

        var grpc = dashboard.GetEndpoint(GrpcName);
        var http = dashboard.GetEndpoint(HttpName);
        return required switch
        {
            OtlpProtocol.HttpProtobuf when http.Exists => (http, "http/protobuf"),
            OtlpProtocol.HttpJson when http.Exists => (http, "http/json"),
            _ when grpc.Exists => (grpc, "grpc"),
            _ when http.Exists => (http, "http/protobuf"),
            _ => null,
        };
    }

    private static (object Endpoint, string Protocol) OfConfiguration(IConfiguration configuration, OtlpProtocol? required)
    {
        var grpc = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
        var http = configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
        return required switch
        {
            OtlpProtocol.Grpc => (new HostUrl(grpc ?? DefaultUrl), "grpc"),
            OtlpProtocol.HttpProtobuf => (new HostUrl(http ?? throw Missing("http/protobuf")), "http/protobuf"),
            OtlpProtocol.HttpJson => (new HostUrl(http ?? throw Missing("http/json")), "http/json"),
            _ when grpc is null && http is not null => (new HostUrl(http), "http/protobuf"),
            _ => (new HostUrl(grpc ?? DefaultUrl), "grpc"),
        };
    }

    private static InvalidOperationException Missing(string protocol)
        => new($"OtlpExporter is configured to require {protocol}, but no endpoint was configured for ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL");

    private static DistributedApplicationModel? FindModel(DistributedApplicationExecutionContext execution)
    {
        try
        {
            return execution.Services.GetService<DistributedApplicationModel>();
        }
        catch (InvalidOperationException)
        {
            // Environment variables may be asked for before the application is built: there is no dashboard yet.
            return null;
        }
    }
}
