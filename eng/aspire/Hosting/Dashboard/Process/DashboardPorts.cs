using System.Net.Sockets;
using Aspire.Hosting.Dcp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Looks for fixed ports of the dashboard that are taken. DCP accepts a service on such a port and then never makes it
/// ready, without a reason; this says it in one line.
/// </summary>
internal sealed partial class DashboardPorts(DashboardOptions options, TimeProvider timeProvider, ILogger<DistributedApplication> logger)
{
    /// <summary>An AppHost that was killed leaves its ports to its proxies for some seconds more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static string InUse(int port, string user, string setting)
        => $"Port {port} for {user} ({setting}) is in use by another process. Stop that process, often another AppHost, or change the setting, often in launchSettings.json.";

    public async Task WaitUntilFreeAsync(CancellationToken cancellationToken)
    {
        foreach (var (url, user, setting) in FixedUrls())
        {
            var port = BindingAddress.Parse(url.Trim()).Port;
            if (!IsFree(port))
            {
                Log.Waiting(logger, port, user);
                await WaitUntilFreeAsync(port, InUse(port, user, setting), cancellationToken);
            }
        }
    }

    private IEnumerable<(string Url, string User, string Setting)> FixedUrls()
    {
        foreach (var url in options.FrontendUrls?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            yield return (url, "the dashboard", DashboardOptions.UrlsKey);
        }

        if (options.OtlpGrpcUrl is { } grpc)
        {
            yield return (grpc, "telemetry", DashboardOptions.OtlpGrpcUrlKey);
        }

        if (options.OtlpHttpUrl is { } http)
        {
            yield return (http, "telemetry over http", DashboardOptions.OtlpHttpUrlKey);
        }
    }

    private async Task WaitUntilFreeAsync(int port, string message, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (!IsFree(port))
        {
            if (timeProvider.GetElapsedTime(started) > Patience)
            {
                throw new DistributedApplicationException(message);
            }

            await Task.Delay(Interval, timeProvider, cancellationToken);
        }
    }

    private static bool IsFree(int port) => port == 0 || PortProbe.IsFreeOnLoopback(port, ProtocolType.Tcp);

    private static partial class Log
    {
        [LoggerMessage(15, LogLevel.Information, "Port {Port} for {User} is in use; waiting for it.")]
        public static partial void Waiting(ILogger logger, int port, string user);
    }
}
