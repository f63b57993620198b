using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>One run: each step starts when what it depends on is done; what does not depend on a failed step still finishes.</summary>
internal sealed partial class PipelineRun(PipelineGraph graph, IReadOnlyList<PipelineStep> steps, PipelineContext context)
{
    private readonly IPipelineActivityReporter _reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();
    public async Task ExecuteAsync()
    {
        graph.ThrowIfCyclic(steps);
        var done = steps.ToDictionary(step => step.Name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), StringComparer.Ordinal);
        Task[] runs = [.. steps.Select(step => Task.Run(() => RunAfterDependenciesAsync(step), CancellationToken.None))];
        try
        {
            await Task.WhenAll(runs).ConfigureAwait(false);
        }
        catch
        {
            var failed = steps.Zip(runs).Where(run => run.Second.IsFaulted).ToArray();
            if (failed.Length > 1)
            {
                throw new AggregateException($"Multiple pipeline steps failed: {string.Join(", ", failed.Select(run => run.First.Name))}", failed.Select(run => run.Second.Exception!.InnerException!));
            }

            throw;
        }

        // Inside this method, as the stack trace on the console then has the boundaries of Aspire's.
        async Task RunAfterDependenciesAsync(PipelineStep step)
        {
            await Task.WhenAll(step.DependsOnSteps.Select(name => done[name].Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!step.DependsOnSteps.TrueForAll(name => done[name].Task.IsCompletedSuccessfully))
            {
                // The failure that matters is the one of the dependency.
                done[step.Name].SetCanceled(CancellationToken.None);
                return;
            }

            try
            {
                var reporting = await StartAsync(step).ConfigureAwait(false);
                await using (reporting.ConfigureAwait(false))
                {
                    using var current = CurrentStep.Enter(reporting);
                    try
                    {
                        await ActAsync(step, reporting).ConfigureAwait(false);
                    }
                    catch (Exception e)
                    {
                        await FailAsync(step, reporting, e).ConfigureAwait(false);
                        throw;
                    }
                }

                done[step.Name].SetResult();
            }
            catch
            {
                done[step.Name].SetCanceled(CancellationToken.None);
                throw;
            }
        }
    }

    /// <summary>One step at a time, for steps that change the model.</summary>
    public async Task ExecuteInOrderAsync()
    {
        graph.ThrowIfCyclic(steps);
        foreach (var step in graph.Order(steps))
        {
            var reporting = await StartAsync(step).ConfigureAwait(false);
            await using (reporting.ConfigureAwait(false))
            {
                using var current = CurrentStep.Enter(reporting);
                try
                {
                    await ActAsync(step, reporting).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    await FailAsync(step, reporting, e).ConfigureAwait(false);
                    throw;
                }
            }
        }
    }

    private Task<IReportingStep> StartAsync(PipelineStep step) => _reporter.CreateStepAsync(step.Name, graph.Parent(step), graph.Level(step.Name), context.CancellationToken);

    private async Task FailAsync(PipelineStep step, IReportingStep reporting, Exception e)
    {
        Log.Failed(context.Logger, e, step.Name);
        await reporting.FailAsync(e.Message, CancellationToken.None).ConfigureAwait(false);
    }

    // The messages of this exception are written for users; others need to be told where they come from.
    private async Task ActAsync(PipelineStep step, IReportingStep reporting)
    {
        try
        {
            await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DistributedApplicationException)
        {
            throw new InvalidOperationException($"Step '{step.Name}' failed: {e.Message}", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Error, "Step '{StepName}' failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string stepName);
    }
}
