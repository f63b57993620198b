using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>What the CLI that started this AppHost may ask of it.</summary>
internal sealed class LaunchMethods(
    CliSession session,
    CliLog log,
    CliDashboard dashboard,
    ResourceNotificationService notifications) : ILaunchMethods
{

    public JsonRpcMethods Create() => new JsonRpcMethods()
        .Add("GetCapabilitiesAsync", CliJson.Default.StringArray, (_, _) => Task.FromResult(LaunchCapabilities.All))
        .Add("GetDashboardUrlsAsync", CliJson.Default.DashboardUrlsMessage, (_, cancellationToken) => dashboard.GetUrlsAsync(cancellationToken))
        .Add("NotifyAppHostReadyAsync", (_, _) =>
        {
            session.SetReady();
            return Task.CompletedTask;
        })
        .Add("RequestStopAsync", (_, _) =>
        {
            session.RequestStop();
            return Task.CompletedTask;
        })
        .AddStream("GetAppHostLogEntriesAsync", CliJson.Default.LogEntryMessage, _ => CliStreams.UntilAsync(log.ReadAsync, session.Stopping))
        .AddStream("GetResourceStatesAsync", CliJson.Default.ResourceStateMessage, _ => CliStreams.UntilAsync(WatchStates, session.Stopping));

    private IAsyncEnumerable<ResourceStateMessage> WatchStates(CancellationToken cancellationToken)
        => notifications.WatchAsync(cancellationToken)
            .Where(change => !CliDashboard.Is(change.Resource))
            .Select(change => new ResourceStateMessage(
                change.Resource.Name,
                change.Snapshot.ResourceType,
                change.Snapshot.State?.Text ?? "Unknown",
                [.. change.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.AllocatedEndpoint?.UriString).OfType<string>()],
                change.Snapshot.HealthStatus?.ToString()));
}
