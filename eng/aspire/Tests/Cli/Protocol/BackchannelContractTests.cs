using Aspire.Hosting.Cli;
using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Tests.Cli.Protocol;

/// <summary>Holds methods and messages against a list that was taken from the sources of Aspire's CLI, not from ours.</summary>
public sealed class BackchannelContractTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cli", "Protocol", "backchannel-13.5.txt"));

    /// <summary>Their names of our messages. Requests without members are not read and have none of ours.</summary>
    private static readonly Dictionary<string, Type> Ours = new(StringComparer.Ordinal)
    {
        ["AppHostInformation"] = typeof(AppHostInformationMessage),
        ["BackchannelLogEntry"] = typeof(LogEntryMessage),
        ["BackchannelPipelineSummaryItem"] = typeof(PipelineSummaryMessage),
        ["CallMcpToolRequest"] = typeof(McpToolRequest),
        ["DashboardUrlsState"] = typeof(DashboardUrlsMessage),
        ["ExecuteResourceCommandRequest"] = typeof(ExecuteCommandRequest),
        ["ExecuteResourceCommandResponse"] = typeof(ExecuteCommandMessage),
        ["ExecuteResourceCommandResult"] = typeof(CommandValueMessage),
        ["GetAppHostInfoResponse"] = typeof(AppHostInfoMessage),
        ["GetCapabilitiesResponse"] = typeof(CapabilitiesMessage),
        ["GetConsoleLogsRequest"] = typeof(ConsoleLogsRequest),
        ["GetDashboardInfoResponse"] = typeof(DashboardInfoMessage),
        ["GetPipelineStepsRequest"] = typeof(PipelineStepsRequest),
        ["GetPipelineStepsResponse"] = typeof(PipelineStepsMessage),
        ["GetResourcesRequest"] = typeof(ResourcesRequest),
        ["GetResourcesResponse"] = typeof(ResourcesMessage),
        ["PipelineStepInfo"] = typeof(PipelineStepMessage),
        ["PublishingActivity"] = typeof(PublishingActivityMessage),
        ["PublishingActivityData"] = typeof(PublishingActivityData),
        ["PublishingPromptInput"] = typeof(PromptInputMessage),
        ["PublishingPromptInputAnswer"] = typeof(PromptAnswerMessage),
        ["ResourceCommandArgumentValidationError"] = typeof(ValidationErrorMessage),
        ["ResourceLogBatch"] = typeof(LogBatchMessage),
        ["ResourceLogLine"] = typeof(LogLineMessage),
        ["ResourceSnapshot"] = typeof(ResourceSnapshotMessage),
        ["ResourceSnapshotCommand"] = typeof(CommandMessage),
        ["ResourceSnapshotCommandArgument"] = typeof(CommandArgumentMessage),
        ["ResourceSnapshotCommandArgumentDynamicLoading"] = typeof(DynamicLoadingMessage),
        ["ResourceSnapshotEnvironmentVariable"] = typeof(EnvironmentVariableMessage),
        ["ResourceSnapshotHealthReport"] = typeof(HealthReportMessage),
        ["ResourceSnapshotRelationship"] = typeof(RelationshipMessage),
        ["ResourceSnapshotUrl"] = typeof(UrlMessage),
        ["ResourceSnapshotUrlDisplayProperties"] = typeof(UrlDisplayMessage),
        ["ResourceSnapshotVolume"] = typeof(VolumeMessage),
        ["RpcResourceState"] = typeof(ResourceStateMessage),
        ["StopAppHostResponse"] = typeof(StoppedMessage),
        ["UploadFileRequest"] = typeof(UploadFileRequest),
        ["UploadFileResponse"] = typeof(UploadFileMessage),
        ["WaitForAppHostReadyResponse"] = typeof(ReadyMessage),
        ["WaitForResourceRequest"] = typeof(WaitForResourceRequest),
        ["WaitForResourceResponse"] = typeof(WaitForResourceMessage),
        ["WatchResourcesRequest"] = typeof(ResourcesRequest),
    };

    /// <summary>What of theirs is not there, and why.</summary>
    private static readonly Dictionary<string, string> Absent = new(StringComparer.Ordinal)
    {
        ["CallMcpToolRequest.arguments"] = "no resource has tools of agents",
        ["ResourceSnapshot.mcpServer"] = "no resource has tools of agents",
        ["CallMcpToolResponse"] = "no resource has tools of agents: the call is answered with an error",
        ["CallToolResult"] = "no resource has tools of agents: the call is answered with an error",
        ["McpToolContentItem"] = "no resource has tools of agents",
        ["ResourceSnapshotMcpServer"] = "no resource has tools of agents",
        ["StopAppHostRequest.exitCode"] = "Aspire's AppHost does not read it either",
    };

    public static TheoryData<string> Calls => [.. Lines.Where(line => line.StartsWith("call ", StringComparison.Ordinal))];

    public static TheoryData<string> Messages => [.. Lines.Where(line => line.StartsWith("type ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Calls))]
    public void What_the_cli_calls_is_answered_with_what_it_reads(string call)
    {
        var (channel, method, answer) = call.Split(' ', 4) is [_, var place, var name, .. var rest] ? (place, name.TrimEnd(':'), rest.FirstOrDefault() ?? "") : throw new FormatException(call);
        var isStream = answer.StartsWith("stream of ", StringComparison.Ordinal);
        var type = answer.Replace("stream of ", "", StringComparison.Ordinal);
        var element = type.TrimEnd('[', ']');
        var ours = Ours.TryGetValue(element, out var message) ? type.Replace(element, message.Name, StringComparison.Ordinal) : type is "string[]" ? "String[]" : "";
        Assert.True(ours.Length > 0 || type.Length == 0 || Absent.ContainsKey(type), $"No message of ours is {type}.");

        var signature = ours.Length == 0 ? method : $"{method}: {(isStream ? "stream of " : "")}{ours}";

        Assert.All(channel is "auxiliary" ? [Auxiliary] : PublishOnly(method) ? [Publish] : method is "GetResourceStatesAsync" ? [Launch] : new[] { Launch, Publish }, methods => Assert.Contains(signature, methods.Signatures));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_has_the_members_that_the_cli_knows(string line)
    {
        var (name, members) = line["type ".Length..].Split(':', 2) is [var type, var rest] ? (type, rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : throw new FormatException(line);
        var expected = members.Where(member => !Absent.ContainsKey($"{name}.{member}")).Order(StringComparer.Ordinal).ToArray();
        if (!Ours.TryGetValue(name, out var message))
        {
            Assert.True(expected.Length == 0 || Absent.ContainsKey(name), $"No message of ours is {name}.");
            return;
        }

        Assert.Equal(expected, CliJson.Default.GetTypeInfo(message)!.Properties.Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_called_absent_that_is_there()
        => Assert.All(Absent.Keys, absent => Assert.False(Ours.TryGetValue(absent.Split('.')[0], out var message)
            && CliJson.Default.GetTypeInfo(message)!.Properties.Any(property => property.Name == absent.Split('.')[^1])));

    private static bool PublishOnly(string method)
        => method is "GetPublishingActivitiesAsync" or "CompletePromptResponseAsync" or "UpdatePromptResponseAsync" or "GetPipelineStepsAsync" or "UploadFileAsync";

    private static JsonRpcMethods Auxiliary => new AuxiliaryMethods(null!, null!, null!, null!, null!, null!, null!, null!).Create();

    private static JsonRpcMethods Launch => new LaunchMethods(null!, null!, null!, null!).Create();

    private static JsonRpcMethods Publish => new PublishMethods(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!).Create();
}
