using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class DashboardTransportTests
{
    private static readonly DashboardOptions Https = new()
    {
        FrontendUrls = "https://localhost:1;http://localhost:2",
        OtlpGrpcUrl = "https://localhost:3",
        OtlpHttpUrl = "https://localhost:4",
        ResourceServiceUrl = "https://localhost:5",
    };

    [Fact]
    public void Https_everywhere_is_fine() => Assert.Null(DashboardTransport.FindProblem(Https));

    [Fact]
    public void Http_is_fine_when_it_is_allowed()
        => Assert.Null(DashboardTransport.FindProblem(new DashboardOptions { FrontendUrls = "http://localhost:1", AllowUnsecuredTransport = true }));

    [Fact]
    public void Http_is_refused_otherwise_with_the_name_of_the_setting_and_of_the_switch()
    {
        Refused(Https with { FrontendUrls = "http://localhost:1" }, "'applicationUrl'");
        Refused(Https with { OtlpGrpcUrl = "http://localhost:1" }, "'ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL'");
        Refused(Https with { OtlpHttpUrl = "http://localhost:1" }, "'ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL'");
        Refused(Https with { ResourceServiceUrl = "http://localhost:1" }, "'ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL'");

        static void Refused(DashboardOptions options, string setting)
        {
            var problem = DashboardTransport.FindProblem(options);
            Assert.Contains($"{setting} setting must be an https address unless the 'ASPIRE_ALLOW_UNSECURED_TRANSPORT' environment variable is set to true.", problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_url_is_named()
        => Assert.Contains("'nonsense', which could not be parsed", DashboardTransport.FindProblem(Https with { OtlpGrpcUrl = "nonsense" }), StringComparison.Ordinal);
}
