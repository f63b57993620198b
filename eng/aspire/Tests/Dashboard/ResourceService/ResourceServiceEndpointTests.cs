using System.Net;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Grpc;

namespace Aspire.Hosting.Tests.Dashboard.ResourceService;

public sealed class ResourceServiceEndpointTests
{
    [Theory]
    [InlineData("http://localhost:20001", null, 20001, false)]
    [InlineData("https://apphost.dev.localhost:20001", null, 20001, true)]
    [InlineData("http://127.0.0.1:20001", "127.0.0.1", 20001, false)]
    [InlineData("http://[::1]:20001", "::1", 20001, false)]
    [InlineData("http://localhost:0", "127.0.0.1", 0, false)]
    public void The_service_listens_where_the_setting_says_on_this_machine_only(string url, string? address, int port, bool https)
        => Assert.Equal(new GrpcEndpoint(address is null ? null : IPAddress.Parse(address), port, https), ResourceServiceEndpoint.From(new DashboardOptions { ResourceServiceUrl = url }));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Without_a_setting_the_port_is_free_and_tls_follows_what_is_allowed(bool allowUnsecured, bool https)
        => Assert.Equal(new GrpcEndpoint(IPAddress.Loopback, 0, https), ResourceServiceEndpoint.From(new DashboardOptions { AllowUnsecuredTransport = allowUnsecured }));

    [Fact]
    public void Random_ports_replace_a_fixed_one()
        => Assert.Equal(new GrpcEndpoint(IPAddress.Loopback, 0, Https: false), ResourceServiceEndpoint.From(new DashboardOptions { ResourceServiceUrl = "http://localhost:20001", RandomizePorts = true }));

    [Fact]
    public void Another_machine_is_refused()
        => Assert.Contains("loopback", Assert.Throws<DistributedApplicationException>(() => ResourceServiceEndpoint.From(new DashboardOptions { ResourceServiceUrl = "http://192.0.2.1:1" })).Message, StringComparison.Ordinal);
}
