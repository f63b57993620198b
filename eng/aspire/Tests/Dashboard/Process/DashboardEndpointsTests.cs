using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Tests.Dashboard.Process;

public sealed class DashboardEndpointsTests
{
    [Fact]
    public void Fixed_urls_become_endpoints_with_these_ports() => Assert.Equal(
        ["http http://localhost:15000 http", "otlp-grpc http://localhost:19000 http2"],
        Endpoints(new DashboardOptions { FrontendUrls = "http://localhost:15000", OtlpGrpcUrl = "http://localhost:19000", AllowUnsecuredTransport = true }));

    [Fact]
    public void Without_urls_there_are_pages_and_both_ways_for_telemetry() => Assert.Equal(
        ["https https://localhost: http", "otlp-http https://localhost: http", "otlp-grpc https://localhost: http2"],
        Endpoints(new DashboardOptions()));

    [Fact]
    public void Telemetry_goes_to_the_host_of_the_pages() => Assert.Equal(
        ["https https://sage.dev.localhost:15001 http", "http http://localhost:15000 http", "otlp-http https://sage.dev.localhost: http", "otlp-grpc https://sage.dev.localhost: http2"],
        Endpoints(new DashboardOptions { FrontendUrls = "https://sage.dev.localhost:15001;http://localhost:15000" }));

    private static IEnumerable<string> Endpoints(DashboardOptions options)
    {
        var dashboard = new ExecutableResource("aspire-dashboard", "dashboard", "");
        DashboardEndpoints.AddTo(dashboard, options);
        return dashboard.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"{endpoint.Name} {endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.Port} {endpoint.Transport}");
    }
}
