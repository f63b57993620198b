using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells on the AppHost's console where the dashboard is, or why it is not there.</summary>
internal sealed partial class DashboardAnnouncement(DashboardUrls urls, ILogger<DistributedApplication> logger)
{
    private const int AddressInUse = 102;

    public async Task ReadyAsync(IResourceWithEndpoints dashboard, bool hasToken, CancellationToken cancellationToken)
    {
        if (await urls.GetAsync(dashboard, cancellationToken) is not { } connection)
        {
            return;
        }

        Log.Listening(logger, connection.BaseUrl);
        var summary = new StringBuilder("Aspire Dashboard").AppendLine().AppendLine().Append("- Dashboard:  ").AppendLine(connection.BaseUrl);
        if (hasToken)
        {
            // dotnet watch opens the browser at this very sentence.
            Log.Login(logger, connection.LoginUrl);
            summary.Append("- Login URL:  ").AppendLine(connection.LoginUrl);
        }

        foreach (var (label, name) in new[] { ("OTLP/gRPC", DashboardEndpoints.OtlpGrpc), ("OTLP/HTTP", DashboardEndpoints.OtlpHttp) })
        {
            if (DashboardEndpoints.Find(dashboard, name) is { } endpoint)
            {
                var url = await EndpointHostHelpers.GetUrlWithTargetHostAsync(endpoint, cancellationToken);
                summary.Append("- ").Append(label).Append(":  ").AppendLine(url);
            }
        }

        Log.Summary(logger, summary.ToString());
    }

    public void Ended(CustomResourceSnapshot snapshot)
    {
        if (snapshot.ExitCode == AddressInUse)
        {
            Log.EndedAddressInUse(logger);
        }
        else
        {
            Log.Ended(logger, snapshot.State?.Text ?? "Unknown", snapshot.ExitCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Information, "Now listening on: {DashboardUrl}")]
        public static partial void Listening(ILogger logger, string dashboardUrl);

        [LoggerMessage(11, LogLevel.Information, "Login to the dashboard at {LoginUrl}")]
        public static partial void Login(ILogger logger, string loginUrl);

        [LoggerMessage(12, LogLevel.Information, "{Summary}")]
        public static partial void Summary(ILogger logger, string summary);

        [LoggerMessage(13, LogLevel.Error, "The dashboard ended because one of its ports is in use. Stop the process that has it, often another AppHost; the resources go on without a dashboard.")]
        public static partial void EndedAddressInUse(ILogger logger);

        [LoggerMessage(14, LogLevel.Error, "The dashboard ended ({State}, exit code {ExitCode}). The resources go on without it; start the AppHost again to get it back.")]
        public static partial void Ended(ILogger logger, string state, int? exitCode);
    }
}
