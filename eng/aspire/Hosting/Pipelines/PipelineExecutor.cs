using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Publish mode: runs the pipeline and ends the AppHost.</summary>
internal sealed partial class PipelineExecutor(
    IDistributedApplicationPipeline pipeline,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    IPipelineActivityReporter reporter,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<PipelineExecutor> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await eventing.PublishAsync(new BeforePublishEvent(services, model), stoppingToken).ConfigureAwait(false);
            var context = new PipelineContext(model, executionContext, services, logger, stoppingToken);
            await pipeline.ExecuteAsync(context).ConfigureAwait(false);
            await eventing.PublishAsync(new AfterPublishEvent(services, model), stoppingToken).ConfigureAwait(false);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { PipelineSummary = context.Summary.Items is { Count: > 0 } items ? items : null }, stoppingToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever went wrong is what the run has to report.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // A step that fails has logged its exception; here the line that says what to do is enough.
            Log.Failed(logger, e.Message);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { CompletionMessage = e.Message, CompletionState = CompletionState.CompletedWithError }, stoppingToken).ConfigureAwait(false);
        }

        lifetime.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Pipeline execution failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
