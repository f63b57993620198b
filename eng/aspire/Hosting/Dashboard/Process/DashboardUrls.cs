using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <param name="BaseUrl">The address of the pages and of the telemetry API.</param>
/// <param name="LoginUrl">The same with the token that logs in, when one is needed.</param>
/// <param name="ApiKey">The key of the telemetry API.</param>
internal sealed record DashboardConnection(string BaseUrl, string LoginUrl, string? ApiKey);

/// <summary>The addresses of the running dashboard.</summary>
internal sealed class DashboardUrls(DashboardOptions options, DistributedApplicationModel model, ResourceNotificationService notifications)
{
    public const string ResourceName = "aspire-dashboard";

    public static string WithLogin(string url, string? token) => string.IsNullOrEmpty(token) ? url : $"{url.TrimEnd('/')}/login?t={token}";

    /// <summary>Waits until the dashboard is there; null when there is none or it could not start.</summary>
    public async Task<DashboardConnection?> WaitAsync(CancellationToken cancellationToken)
    {
        if (model.Resources.FirstOrDefault(resource => string.Equals(resource.Name, ResourceName, StringComparisons.ResourceName)) is not IResourceWithEndpoints dashboard)
        {
            return null;
        }

        try
        {
            await notifications.WaitForResourceHealthyAsync(ResourceName, WaitBehavior.StopOnResourceUnavailable, cancellationToken);
        }
        catch (DistributedApplicationException)
        {
            // It failed to start, which its own log and the AppHost's say.
            return null;
        }

        return await GetAsync(dashboard, cancellationToken);
    }

    public async Task<DashboardConnection?> GetAsync(IResourceWithEndpoints dashboard, CancellationToken cancellationToken)
        => DashboardEndpoints.Frontend(dashboard) is { } endpoint && await EndpointHostHelpers.GetUrlWithTargetHostAsync(endpoint, cancellationToken) is { } url
            ? new DashboardConnection(url.TrimEnd('/'), WithLogin(url, options.BrowserToken), options.TelemetryApiKey)
            : null;
}
