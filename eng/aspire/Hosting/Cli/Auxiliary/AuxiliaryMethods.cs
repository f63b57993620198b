using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>What any CLI may ask of a running AppHost. Older CLIs know some methods under another name.</summary>
internal sealed class AuxiliaryMethods(
    CliSession session,
    CliLog log,
    CliDashboard dashboard,
    AppHostInformation appHost,
    ResourceSnapshots snapshots,
    ConsoleLogs logs,
    ResourceWait wait,
    CommandCall command)
{
    private const string JsonProperties = "aux.v3";

    private static readonly CapabilitiesMessage Capabilities = new(["aux.v1", "aux.v2", JsonProperties]);

    public JsonRpcMethods Create()
    {
        var methods = new JsonRpcMethods();
        AddAppHost(methods);
        AddResources(methods);
        return methods;
    }

    private void AddAppHost(JsonRpcMethods methods) => methods
        .Add("GetCapabilitiesAsync", CliJson.Default.CapabilitiesMessage, (_, _) => Task.FromResult(Capabilities))
        .Add("GetAppHostInformationAsync", CliJson.Default.AppHostInformationMessage, (_, _) => Task.FromResult(appHost.Get()))
        .Add("GetAppHostInfoAsync", CliJson.Default.AppHostInfoMessage, (_, _) => Task.FromResult(appHost.GetInfo()))
        .Add("GetDashboardUrlsAsync", CliJson.Default.DashboardUrlsMessage, (_, cancellationToken) => dashboard.GetUrlsAsync(cancellationToken))
        .Add("GetDashboardInfoAsync", CliJson.Default.DashboardInfoMessage, (_, cancellationToken) => dashboard.GetInfoAsync(cancellationToken))
        .Add("GetDashboardMcpConnectionInfoAsync", (_, _) => Task.CompletedTask)
        .Add("WaitForAppHostReadyAsync", CliJson.Default.ReadyMessage, async (_, cancellationToken) =>
        {
            await session.WaitUntilReadyAsync(cancellationToken);
            return new ReadyMessage(IsReady: true);
        })
        .Add("StopAsync", CliJson.Default.StoppedMessage, (_, _) =>
        {
            session.RequestStop();
            return Task.FromResult(new StoppedMessage());
        })
        .Add("StopAppHostAsync", (_, _) =>
        {
            session.RequestStop();
            return Task.CompletedTask;
        })
        .AddStream("GetAppHostLogEntriesAsync", CliJson.Default.LogEntryMessage, _ => CliStreams.UntilAsync(log.ReadAsync, session.Stopping));

    private void AddResources(JsonRpcMethods methods) => methods
        .Add("GetResourcesAsync", CliJson.Default.ResourcesMessage, (arguments, _) =>
        {
            var request = arguments.Get(0, CliJson.Default.ResourcesRequest);
            return Task.FromResult(new ResourcesMessage([.. snapshots.GetAll(WantsJson(request)).Where(resource => Matches(resource, request?.Filter))]));
        })
        .Add("GetResourceSnapshotsAsync", CliJson.Default.ResourceSnapshotMessageArray, (_, _) => Task.FromResult(snapshots.GetAll(jsonProperties: false).ToArray()))
        .AddStream("WatchResourcesAsync", CliJson.Default.ResourceSnapshotMessage, arguments =>
        {
            var request = arguments.Get(0, CliJson.Default.ResourcesRequest);
            return Watch(WantsJson(request)).Where(resource => Matches(resource, request?.Filter));
        })
        .AddStream("WatchResourceSnapshotsAsync", CliJson.Default.ResourceSnapshotMessage, _ => Watch(jsonProperties: false))
        .AddStream("GetConsoleLogsAsync", CliJson.Default.LogLineMessage, arguments => Lines(arguments.Require(0, CliJson.Default.ConsoleLogsRequest)))
        .AddStream("GetConsoleLogBatchesAsync", CliJson.Default.LogBatchMessage, arguments => Logs(arguments.Require(0, CliJson.Default.ConsoleLogsRequest)))
        .AddStream("GetResourceLogsAsync", CliJson.Default.LogLineMessage, arguments => Lines(new ConsoleLogsRequest(arguments.Get(0, CliJson.Default.String), arguments.Get(1, CliJson.Default.Boolean), Search: null, Tail: null, IncludeHidden: true)))
        .Add("CallResourceMcpToolAsync", (arguments, _) => throw NoTools(arguments.Get(0, CliJson.Default.String)))
        .Add("CallMcpToolAsync", (arguments, _) => throw NoTools(arguments.Get(0, CliJson.Default.McpToolRequest)?.ResourceName))
        .Add("WaitForResourceAsync", CliJson.Default.WaitForResourceMessage, (arguments, cancellationToken) => wait.WaitAsync(arguments.Require(0, CliJson.Default.WaitForResourceRequest), cancellationToken))
        .Add("ExecuteResourceCommandAsync", CliJson.Default.ExecuteCommandMessage, (arguments, cancellationToken) => command.ExecuteAsync(arguments.Require(0, CliJson.Default.ExecuteCommandRequest), cancellationToken));

    private IAsyncEnumerable<ResourceSnapshotMessage> Watch(bool jsonProperties)
        => CliStreams.UntilAsync(cancellationToken => snapshots.WatchAsync(jsonProperties, cancellationToken), session.Stopping);

    private IAsyncEnumerable<LogBatchMessage> Logs(ConsoleLogsRequest request)
        => CliStreams.UntilAsync(cancellationToken => logs.ReadAsync(request, cancellationToken), session.Stopping);

    private IAsyncEnumerable<LogLineMessage> Lines(ConsoleLogsRequest request) => Logs(request).SelectMany(batch => batch.Lines);

    /// <summary>No resource of this library has tools for agents.</summary>
    private JsonRpcException NoTools(string? resource) => snapshots.Exists(resource)
        ? new JsonRpcException($"Resource '{resource}' does not have an MCP endpoint annotation.")
        : new JsonRpcException($"Resource '{resource}' not found.");

    private static bool WantsJson(ResourcesRequest? request) => request?.ClientCapabilities?.Contains(JsonProperties, StringComparer.Ordinal) == true;

    private static bool Matches(ResourceSnapshotMessage resource, string? filter) => string.IsNullOrEmpty(filter) || resource.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);
}
