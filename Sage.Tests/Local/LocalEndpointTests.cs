using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class LocalEndpointTests
{
    [Fact]
    public void The_port_of_the_container_is_not_taken_for_the_port_of_the_process()
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", targetPort: 5432);
        LocalEndpoint.Prepare(endpoint, fixedPort: null);
        Assert.Equal((null, null, false), (endpoint.Port, endpoint.TargetPort, endpoint.IsProxied));
    }

    [Theory]
    [InlineData(null, 5432, 5432)]
    [InlineData(6000, 5432, 6000)]
    public void A_fixed_port_gives_way_to_the_one_the_model_names(int? port, int? fixedPort, int expected)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: "tcp", port: port, targetPort: 5432);
        LocalEndpoint.Prepare(endpoint, fixedPort);
        Assert.Equal((expected, expected), (endpoint.Port, endpoint.TargetPort));
    }

    [Fact]
    public void A_taken_port_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var refused = Assert.Throws<LocalServerException>(() => LocalEndpoint.CheckFree(port));
        Assert.StartsWith($"Port {port} is taken", refused.Message, StringComparison.Ordinal);
        listener.Stop();
        LocalEndpoint.CheckFree(port);
    }

    [Theory]
    [InlineData("2026-11-20T16:44:00.1234567Z database system is ready", "database system is ready")]
    [InlineData("no time here", "no time here")]
    [InlineData("2026-11-20 is a date", "2026-11-20 is a date")]
    public void The_time_that_the_engine_adds_to_log_lines_is_removed(string line, string expected) => Assert.Equal(expected, LogForwarder.WithoutTimestamp(line));
}
