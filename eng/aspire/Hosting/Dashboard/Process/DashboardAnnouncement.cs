using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells on the AppHost's console where the dashboard is, or why it is not there.</summary>
internal sealed partial class DashboardAnnouncement(DashboardUrls urls, ILogger<DistributedApplication> logger)
{
    private const int AddressInUse = 102;

    /// <summary>The console formatter indents what follows the first line by this much.</summary>
    private const string Indent = "      ";

    public async Task ReadyAsync(IResourceWithEndpoints dashboard, bool hasToken, CancellationToken cancellationToken)
    {
        if (await urls.GetAsync(dashboard, cancellationToken) is not { } connection)
        {
            return;
        }

        Log.Listening(logger, connection.BaseUrl);
        var summary = new StringBuilder("Aspire Dashboard\n\n").Append(Indent).Append("- Dashboard:  ").Append(connection.BaseUrl).Append('\n');
        if (hasToken)
        {
            // dotnet watch opens the browser at this very sentence.
            Log.Login(logger, connection.LoginUrl);
            summary.Append(Indent).Append("- Login URL:  ").Append(connection.LoginUrl).Append('\n');
        }

        foreach (var (label, name) in new[] { ("OTLP/gRPC", DashboardEndpoints.OtlpGrpc), ("OTLP/HTTP", DashboardEndpoints.OtlpHttp) })
        {
            if (DashboardEndpoints.Find(dashboard, name) is { } endpoint)
            {
                var url = await EndpointHostHelpers.GetUrlWithTargetHostAsync(endpoint, cancellationToken);
                summary.Append(Indent).Append("- ").Append(label).Append(":  ").Append(url).Append('\n');
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
        [LoggerMessage(LogLevel.Information, "Now listening on: {DashboardUrl}")]
        public static partial void Listening(ILogger logger, string dashboardUrl);

        [LoggerMessage(LogLevel.Information, "Login to the dashboard at {LoginUrl}")]
        public static partial void Login(ILogger logger, string loginUrl);

        [LoggerMessage(LogLevel.Information, "{Summary}")]
        public static partial void Summary(ILogger logger, string summary);

        [LoggerMessage(LogLevel.Error, "The dashboard ended because one of its ports is in use. Stop the process that has it, often another AppHost; the resources go on without a dashboard.")]
        public static partial void EndedAddressInUse(ILogger logger);

        [LoggerMessage(LogLevel.Error, "The dashboard ended ({State}, exit code {ExitCode}); the lines above are its own. The resources go on without it.")]
        public static partial void Ended(ILogger logger, string state, int? exitCode);
    }
}
