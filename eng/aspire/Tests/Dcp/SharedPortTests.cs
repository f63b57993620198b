using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Faults;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class SharedPortTests
{
    [Fact]
    public async Task Two_resources_on_one_fixed_port_both_run_and_the_second_one_is_told_who_has_the_port()
    {
        var port = FreePort();
        await using var app = await RunningApp.StartAsync(builder =>
        {
            builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
            builder.AddExecutable("first", "sleep", ".", "1000").WithHttpEndpoint(port: port);
            builder.AddExecutable("second", "sleep", ".", "1000").WithHttpEndpoint(port: port);
        });

        await app.UntilAsync("first", KnownResourceStates.Running);
        await app.UntilAsync("second", KnownResourceStates.Running);
        var logs = await Task.WhenAll(app.LogAsync("first"), app.LogAsync("second"));
        Assert.Single(logs, log => log.Contains($"Port {port} is already that of the endpoint 'http' of", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return Convert.ToInt32(((IPEndPoint)listener.LocalEndpoint).Port, CultureInfo.InvariantCulture);
    }
}
