using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.Messages;
using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Cli;

/// <summary>The dashboard as the CLI sees it; there may be none.</summary>
internal sealed class CliDashboard(IServiceProvider services)
{
    public static bool Is(IResource resource) => string.Equals(resource.Name, DashboardUrls.ResourceName, StringComparisons.ResourceName);

    /// <summary>Answers when the dashboard is healthy, has failed, or when there is none.</summary>
    public async Task<DashboardUrlsMessage> GetUrlsAsync(CancellationToken cancellationToken)
    {
        var connection = await WaitAsync(cancellationToken);
        return new DashboardUrlsMessage(connection is not null, connection?.LoginUrl, CodespacesUrlWithLoginToken: null);
    }

    public async Task<DashboardInfoMessage> GetInfoAsync(CancellationToken cancellationToken)
        => await WaitAsync(cancellationToken) is { } connection
            ? new DashboardInfoMessage(connection.BaseUrl, connection.ApiKey, [connection.LoginUrl], IsHealthy: true)
            : new DashboardInfoMessage(ApiBaseUrl: null, ApiToken: null, [], IsHealthy: false);

    // Not registered when the dashboard is disabled and while publishing.
    private Task<DashboardConnection?> WaitAsync(CancellationToken cancellationToken)
        => services.GetService(typeof(DashboardUrls)) is DashboardUrls urls ? urls.WaitAsync(cancellationToken) : Task.FromResult<DashboardConnection?>(null);
}
