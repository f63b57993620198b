using Aspire.Hosting.Cli;
using Aspire.Hosting.Cli.JsonRpc;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Cli.Protocol;

/// <summary>The methods of Aspire 13.5 that the CLI calls by these names, and what they answer.</summary>
public sealed class MethodTests
{
    [Theory]
    [InlineData("GetCapabilitiesAsync: CapabilitiesMessage")]
    [InlineData("GetAppHostInformationAsync: AppHostInformationMessage")]
    [InlineData("GetAppHostInfoAsync: AppHostInfoMessage")]
    [InlineData("GetDashboardUrlsAsync: DashboardUrlsMessage")]
    [InlineData("GetDashboardInfoAsync: DashboardInfoMessage")]
    [InlineData("GetDashboardMcpConnectionInfoAsync")]
    [InlineData("WaitForAppHostReadyAsync: ReadyMessage")]
    [InlineData("StopAsync: StoppedMessage")]
    [InlineData("StopAppHostAsync")]
    [InlineData("GetAppHostLogEntriesAsync: stream of LogEntryMessage")]
    [InlineData("GetResourcesAsync: ResourcesMessage")]
    [InlineData("GetResourceSnapshotsAsync: ResourceSnapshotMessage[]")]
    [InlineData("WatchResourcesAsync: stream of ResourceSnapshotMessage")]
    [InlineData("WatchResourceSnapshotsAsync: stream of ResourceSnapshotMessage")]
    [InlineData("GetConsoleLogsAsync: stream of LogLineMessage")]
    [InlineData("GetConsoleLogBatchesAsync: stream of LogBatchMessage")]
    [InlineData("GetResourceLogsAsync: stream of LogLineMessage")]
    [InlineData("CallResourceMcpToolAsync")]
    [InlineData("CallMcpToolAsync")]
    [InlineData("WaitForResourceAsync: WaitForResourceMessage")]
    [InlineData("ExecuteResourceCommandAsync: ExecuteCommandMessage")]
    public void Any_cli_can_call(string method) => Assert.Contains(method, Auxiliary.Signatures);

    [Theory]
    [InlineData("GetCapabilitiesAsync: String[]")]
    [InlineData("GetDashboardUrlsAsync: DashboardUrlsMessage")]
    [InlineData("NotifyAppHostReadyAsync")]
    [InlineData("RequestStopAsync")]
    [InlineData("GetAppHostLogEntriesAsync: stream of LogEntryMessage")]
    [InlineData("GetResourceStatesAsync: stream of ResourceStateMessage")]
    public void The_cli_that_runs_an_app_host_can_call(string method) => Assert.Contains(method, Launch.Signatures);

    [Theory]
    [InlineData("GetCapabilitiesAsync: String[]")]
    [InlineData("GetDashboardUrlsAsync: DashboardUrlsMessage")]
    [InlineData("NotifyAppHostReadyAsync")]
    [InlineData("GetPipelineStepsAsync: PipelineStepsMessage")]
    [InlineData("CompletePromptResponseAsync")]
    [InlineData("UpdatePromptResponseAsync")]
    [InlineData("UploadFileAsync: UploadFileMessage")]
    [InlineData("RequestStopAsync")]
    [InlineData("GetAppHostLogEntriesAsync: stream of LogEntryMessage")]
    [InlineData("GetPublishingActivitiesAsync: stream of PublishingActivityMessage")]
    public void The_cli_that_publishes_can_call(string method) => Assert.Contains(method, Publish.Signatures);

    [Fact]
    public void No_method_is_without_its_line_above()
        => Assert.Equal((21, 6, 10), (Auxiliary.Signatures.Count, Launch.Signatures.Count, Publish.Signatures.Count));

    [Fact]
    public async Task A_cli_of_another_protocol_is_named_in_one_line_for_each_connection()
    {
        var console = new ConsoleLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(console));
        await using (var peer = new JsonRpc.JsonRpcTestPeer(new JsonRpcMethods(), TestContext.Current.CancellationToken, factory.CreateLogger("Cli")))
        {
            foreach (var id in new[] { 1, 2 })
            {
                var answer = await peer.CallAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"FlyAsync","params":[]}""", TestContext.Current.CancellationToken);
                Assert.Equal(JsonRpcException.MethodNotFound, (int)answer["error"]!["code"]!);
            }
        }

        Assert.Matches(@"The Aspire CLI asks for FlyAsync, which is not in the protocol of Aspire \d+\.\d+\.\d+ that this AppHost speaks", Assert.Single(console.Lines));
    }

    private static JsonRpcMethods Auxiliary => new AuxiliaryMethods(null!, null!, null!, null!, null!, null!, null!, null!).Create();

    private static JsonRpcMethods Launch => new LaunchMethods(null!, null!, null!, null!).Create();

    private static JsonRpcMethods Publish => new PublishMethods(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!).Create();
}
