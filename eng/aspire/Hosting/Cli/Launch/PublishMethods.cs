using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Cli.Messages;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

/// <summary>What a CLI that publishes, deploys or destroys may ask of the AppHost that it started.</summary>
internal sealed class PublishMethods(
    CliSession session,
    CliLog log,
    CliDashboard dashboard,
    ActivityQueue activities,
    PublishPrompts prompts,
    IDistributedApplicationPipeline pipeline,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IServiceProvider services,
    ILogger<PublishMethods> logger) : ILaunchMethods
{
    public JsonRpcMethods Create() => new JsonRpcMethods()
        .Add("GetCapabilitiesAsync", CliJson.Default.StringArray, (_, _) => Task.FromResult(LaunchCapabilities.All))
        .Add("GetDashboardUrlsAsync", CliJson.Default.DashboardUrlsMessage, (_, cancellationToken) => dashboard.GetUrlsAsync(cancellationToken))
        .Add("NotifyAppHostReadyAsync", (_, _) => Task.CompletedTask)
        .Add("GetPipelineStepsAsync", CliJson.Default.PipelineStepsMessage, (arguments, cancellationToken) => GetStepsAsync(arguments.Get(0, CliJson.Default.PipelineStepsRequest)?.Step, cancellationToken))
        .Add("CompletePromptResponseAsync", (arguments, cancellationToken) => AnswerAsync(arguments, isUpdate: false, cancellationToken))
        .Add("UpdatePromptResponseAsync", (arguments, cancellationToken) => AnswerAsync(arguments, isUpdate: true, cancellationToken))
        .Add("UploadFileAsync", CliJson.Default.UploadFileMessage, (arguments, cancellationToken) => prompts.ReceiveAsync(arguments.Require(0, CliJson.Default.UploadFileRequest), cancellationToken))
        .Add("RequestStopAsync", (_, _) =>
        {
            session.RequestStop();
            return Task.CompletedTask;
        })
        .AddStream("GetAppHostLogEntriesAsync", CliJson.Default.LogEntryMessage, _ => CliStreams.UntilAsync(log.ReadAsync, session.Stopping))
        .AddStream("GetPublishingActivitiesAsync", CliJson.Default.PublishingActivityMessage, _ => CliStreams.UntilAsync(activities.ReadAsync, session.Stopping));

    private Task AnswerAsync(JsonRpcArguments arguments, bool isUpdate, CancellationToken cancellationToken)
        => prompts.AnswerAsync(arguments.Require(0, CliJson.Default.String), arguments.Get(1, CliJson.Default.PromptAnswerMessageArray) ?? [], isUpdate, cancellationToken);

    private async Task<PipelineStepsMessage> GetStepsAsync(string? target, CancellationToken cancellationToken)
    {
        // The run resolves its own steps, and that changes them.
        var context = new PipelineContext(model, executionContext, services, logger, cancellationToken);
        var graph = await ((DistributedApplicationPipeline)pipeline).Clone().ResolveAsync(context).ConfigureAwait(false);
        return new([.. graph.Order(graph.Select(target)).Select(step =>
            new PipelineStepMessage(step.Name, step.Description, [.. step.DependsOnSteps], [.. step.Tags], step.Resource?.Name))]);
    }
}
