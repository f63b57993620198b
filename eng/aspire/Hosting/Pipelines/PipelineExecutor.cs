using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>Publish mode: runs the pipeline. Then the AppHost ends, or the CLI ends it.</summary>
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
    /// <summary>The step around all others, which the CLI shows.</summary>
    private const string Whole = "pipeline-execution";

    private readonly ActivityQueue? _cli = services.GetService<ActivityQueue>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_cli is not null)
        {
            await _cli.Read.WaitAsync(stoppingToken).ConfigureAwait(false);
        }

        var step = await reporter.CreateStepAsync(Whole, stoppingToken).ConfigureAwait(false);
        using var current = CurrentStep.Enter(step);
        try
        {
            await eventing.PublishAsync(new BeforePublishEvent(services, model), stoppingToken).ConfigureAwait(false);
            var context = new PipelineContext(model, executionContext, services, logger, stoppingToken);
            await pipeline.ExecuteAsync(context).ConfigureAwait(false);
            await eventing.PublishAsync(new AfterPublishEvent(services, model), stoppingToken).ConfigureAwait(false);
            await step.SucceedAsync(cancellationToken: stoppingToken).ConfigureAwait(false);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { PipelineSummary = context.Summary.Items is { Count: > 0 } items ? items : null }, stoppingToken).ConfigureAwait(false);
            if (_cli is null)
            {
                lifetime.StopApplication();
            }
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, e.Message);
            await step.FailAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { CompletionMessage = e.Message, CompletionState = CompletionState.CompletedWithError }, CancellationToken.None).ConfigureAwait(false);
            stoppingToken.ThrowIfCancellationRequested();
            if (_cli is null)
            {
                // The host logs it and stops; the exit code of the process stays the AppHost's.
                throw new DistributedApplicationException($"Pipeline execution failed: {e.Message}", e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Error, "{Reason}")]
        public static partial void Failed(ILogger logger, Exception exception, string reason);
    }
}
