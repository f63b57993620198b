using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dashboard.Process;

public sealed class DashboardPortsTests
{
    [Fact]
    public async Task A_port_that_stays_in_use_ends_the_start_with_its_number_its_use_and_its_setting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => WaitAsync(new DashboardOptions { FrontendUrls = $"http://localhost:{port}" }));

        Assert.StartsWith($"Port {port} for the dashboard (ASPNETCORE_URLS) is in use by another process. Stop that process", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_ports_and_ports_still_to_be_found_are_fine()
    {
        using var once = new TcpListener(IPAddress.Loopback, 0);
        once.Start();
        var free = ((IPEndPoint)once.LocalEndpoint).Port;
        once.Stop();

        await WaitAsync(new DashboardOptions { FrontendUrls = "http://localhost:0", OtlpGrpcUrl = $"http://localhost:{free}" });
    }

    private static Task WaitAsync(DashboardOptions options)
        => new DashboardPorts(options, new HurryingTime(), NullLogger<DistributedApplication>.Instance).WaitUntilFreeAsync(TestContext.Current.CancellationToken);
}
