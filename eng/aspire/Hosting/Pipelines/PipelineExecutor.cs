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
    private readonly ActivityQueue? _cli = services.GetService<ActivityQueue>();

    private bool _failed;

    /// <summary>The run failed, and there is no CLI to end with a code of its own.</summary>
    public bool FailedAlone => _failed && _cli is null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (_cli is not null)
            {
                await _cli.Read.WaitAsync(stoppingToken).ConfigureAwait(false);
            }

            await RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (stoppingToken.IsCancellationRequested)
        {
            _failed = true;
            Log.Cancelled(logger, e.Message);
        }

        if (_cli is null)
        {
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var step = await reporter.CreateStepAsync(ConsoleActivities.Whole, cancellationToken).ConfigureAwait(false);
        using var current = CurrentStep.Enter(ConsoleActivities.Whole, step);
        var context = new PipelineContext(model, executionContext, services, logger, cancellationToken);
        try
        {
            await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken).ConfigureAwait(false);
            await pipeline.ExecuteAsync(context).ConfigureAwait(false);
            await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);
            await step.SucceedAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { PipelineSummary = context.Summary.Items is { Count: > 0 } items ? items : null }, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever went wrong is what the run has to report.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _failed = true;
            Log.Failed(logger, e, e.Message);
            await step.FailAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
            await reporter.CompletePublishAsync(new PublishCompletionOptions { CompletionMessage = e.Message, CompletionState = CompletionState.CompletedWithError }, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        // The same number as that of a step that fails: the console shows the reason at the end of the run instead.
        [LoggerMessage(PipelineRun.Log.FailedId, LogLevel.Error, "{Reason}")]
        public static partial void Failed(ILogger logger, Exception exception, string reason);

        [LoggerMessage(2, LogLevel.Warning, "{Reason}")]
        public static partial void Cancelled(ILogger logger, string reason);
    }
}
