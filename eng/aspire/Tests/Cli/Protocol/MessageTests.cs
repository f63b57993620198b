using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Tests.Cli.Protocol;

/// <summary>The members of every message as they stand on the wire; ? marks one that may be null.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData(typeof(EventIdMessage), "id name?")]
    [InlineData(typeof(LogEntryMessage), "eventId logLevel message timestamp categoryName")]
    [InlineData(typeof(DashboardUrlsMessage), "dashboardHealthy baseUrlWithLoginToken? codespacesUrlWithLoginToken?")]
    [InlineData(typeof(DashboardInfoMessage), "apiBaseUrl? apiToken? dashboardUrls isHealthy")]
    [InlineData(typeof(CapabilitiesMessage), "capabilities")]
    [InlineData(typeof(AppHostInformationMessage), "appHostPath processId cliProcessId? startedAt? stableStartedAt? cliStartedAt? cliStableStartedAt? cliLogFilePath?")]
    [InlineData(typeof(AppHostInfoMessage), "pid aspireHostVersion appHostPath cliProcessId? startedAt? cliLogFilePath?")]
    [InlineData(typeof(ReadyMessage), "isReady")]
    [InlineData(typeof(StoppedMessage), "")]
    [InlineData(typeof(ResourceStateMessage), "resource type state endpoints health?")]
    public void About_the_app_host(Type message, string members) => Assert.Equal(members, Members(message));

    [Theory]
    [InlineData(typeof(ResourceSnapshotMessage), "name displayName resourceType type state? stateStyle? waitingFor? healthStatus? exitCode? createdAt? startedAt? stoppedAt? isHidden urls relationships healthReports volumes environmentVariables properties commands")]
    [InlineData(typeof(UrlMessage), "name url isInternal displayProperties")]
    [InlineData(typeof(UrlDisplayMessage), "displayName? sortOrder")]
    [InlineData(typeof(RelationshipMessage), "resourceName type")]
    [InlineData(typeof(HealthReportMessage), "name status? description? exceptionText?")]
    [InlineData(typeof(VolumeMessage), "source? target mountType isReadOnly")]
    [InlineData(typeof(EnvironmentVariableMessage), "name value? isFromSpec")]
    [InlineData(typeof(CommandMessage), "name displayName? description? argumentInputs visibility state")]
    [InlineData(typeof(CommandArgumentMessage), "name label? description? enableDescriptionMarkdown inputType required placeholder? value? options? allowCustomChoice disabled maxLength? dynamicLoading?")]
    [InlineData(typeof(DynamicLoadingMessage), "alwaysLoadOnStart dependsOnInputs?")]
    [InlineData(typeof(ResourcesRequest), "filter? clientCapabilities?")]
    [InlineData(typeof(ResourcesMessage), "resources")]
    [InlineData(typeof(ConsoleLogsRequest), "resourceName? follow search? tail? includeHidden")]
    [InlineData(typeof(LogLineMessage), "resourceName lineNumber content isError")]
    [InlineData(typeof(LogBatchMessage), "lines")]
    [InlineData(typeof(McpToolRequest), "resourceName? toolName?")]
    [InlineData(typeof(WaitForResourceRequest), "resourceName? status? timeoutSeconds?")]
    [InlineData(typeof(WaitForResourceMessage), "success state? healthStatus? resourceNotFound timedOut errorMessage?")]
    [InlineData(typeof(ExecuteCommandRequest), "resourceName? commandName? arguments? validateOnly nonInteractive returnArgumentInputs")]
    [InlineData(typeof(ExecuteCommandMessage), "success canceled errorMessage? message? value? validationErrors argumentInputs?")]
    [InlineData(typeof(CommandValueMessage), "value format displayImmediately")]
    [InlineData(typeof(ValidationErrorMessage), "argumentName errorMessage")]
    public void About_resources(Type message, string members) => Assert.Equal(members, Members(message));

    [Theory]
    [InlineData(typeof(PublishingActivityMessage), "type data")]
    [InlineData(typeof(PublishingActivityData), "id statusText completionState stepId? parentStepId? hierarchyLevel? completionMessage? pipelineSummary? inputs? logLevel? timestamp? enableMarkdown")]
    [InlineData(typeof(PipelineSummaryMessage), "key value enableMarkdown")]
    [InlineData(typeof(PromptInputMessage), "name label inputType required options? value? validationErrors? allowCustomChoice updateStateOnChange loading disabled allowMultipleFiles fileFilter? maxFileSize?")]
    [InlineData(typeof(PromptAnswerMessage), "name? value?")]
    [InlineData(typeof(UploadFileRequest), "data fileName interactionId inputName")]
    [InlineData(typeof(UploadFileMessage), "fileId")]
    [InlineData(typeof(PipelineStepsRequest), "step?")]
    [InlineData(typeof(PipelineStepsMessage), "steps")]
    [InlineData(typeof(PipelineStepMessage), "name description? dependsOn tags resourceName?")]
    public void About_a_pipeline(Type message, string members) => Assert.Equal(members, Members(message));

    [Fact]
    public void What_is_null_is_written_as_null()
        => Assert.Equal(JsonIgnoreCondition.Never, CliJson.Default.Options.DefaultIgnoreCondition);

    [Fact]
    public void Names_are_read_in_any_case() => Assert.True(CliJson.Default.Options.PropertyNameCaseInsensitive);

    [Fact]
    public void No_message_is_without_its_line_above()
    {
        var listed = typeof(MessageTests).GetMethods().SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)).Cast<InlineDataAttribute>().Select(data => data.Data[0]).Cast<Type>();

        Assert.Empty(typeof(CliJson).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(CliJson).Namespace && type is { IsNested: false } && typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type))
            .Except(listed));
    }

    private static string Members(Type message) => string.Join(' ', CliJson.Default.GetTypeInfo(message)!.Properties.Select(property => property.Name + (IsNullable(property) ? "?" : "")));

    private static bool IsNullable(JsonPropertyInfo property)
        => property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsGetNullable;
}
