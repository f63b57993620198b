using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>One run: each step starts when what it depends on is done; what does not depend on a failed step still finishes.</summary>
internal sealed partial class PipelineRun(PipelineGraph graph, IReadOnlyList<PipelineStep> steps, PipelineContext context)
{
    private readonly IPipelineActivityReporter _reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();
    private readonly Dictionary<string, TaskCompletionSource> _runs = steps.ToDictionary(
        step => step.Name,
        _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
        StringComparer.Ordinal);

    public async Task ExecuteAsync()
    {
        graph.ThrowIfCyclic(steps);
        await Task.WhenAll(steps.Select(step => Task.Run(() => RunAfterDependenciesAsync(step), CancellationToken.None))).ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>One step at a time, for steps that change the model.</summary>
    public async Task ExecuteInOrderAsync()
    {
        graph.ThrowIfCyclic(steps);
        foreach (var step in graph.Order(steps))
        {
            await RunAsync(step).ConfigureAwait(false);
        }
    }

    private async Task RunAfterDependenciesAsync(PipelineStep step)
    {
        var run = _runs[step.Name];
        var dependencies = step.DependsOnSteps.ToHashSet(StringComparer.Ordinal).ToDictionary(name => name, name => _runs[name].Task, StringComparer.Ordinal);
        await Task.WhenAll(dependencies.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (context.CancellationToken.IsCancellationRequested)
        {
            run.SetCanceled(context.CancellationToken);
            return;
        }

        string[] failed = [.. dependencies.Where(dependency => !dependency.Value.IsCompletedSuccessfully).Select(dependency => $"'{dependency.Key}'")];
        if (failed.Length > 0)
        {
            run.SetException(new SkippedStepException($"Step '{step.Name}' cannot run because {(failed.Length == 1 ? "dependency" : "dependencies")} {string.Join(", ", failed)} failed"));
            return;
        }

        try
        {
            await RunAsync(step).ConfigureAwait(false);
            run.SetResult();
        }
        catch (OperationCanceledException)
        {
            run.SetCanceled(CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to this step, and the run throws it when all steps are done.
        catch (Exception e)
#pragma warning restore CA1031
        {
            run.SetException(e);
        }
    }

    private async Task RunAsync(PipelineStep step)
    {
        var reporting = await _reporter.CreateStepAsync(step.Name, graph.Parent(step), graph.Level(step.Name), context.CancellationToken).ConfigureAwait(false);
        await using (reporting.ConfigureAwait(false))
        {
            using var current = CurrentStep.Enter(step.Name, reporting);
            try
            {
                await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting }).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
            {
                await reporting.FailAsync("Cancelled", CancellationToken.None).ConfigureAwait(false);
                throw;
            }
            catch (Exception e)
            {
                // These messages are written for users, others need to be told where they come from.
                var failure = e as DistributedApplicationException ?? (Exception)new InvalidOperationException($"Step '{step.Name}' failed: {e.Message}", e);
                Log.Failed(context.Logger, failure, step.Name);
                await reporting.FailAsync(failure.Message, CancellationToken.None).ConfigureAwait(false);
                if (failure == e)
                {
                    throw;
                }

                throw failure;
            }
        }
    }

    private void ThrowIfFailed()
    {
        var failures = steps
            .Select(step => (step.Name, Error: _runs[step.Name].Task.Exception?.InnerException))
            .Where(run => run.Error is not null and not SkippedStepException)
            .ToArray();
        switch (failures)
        {
            case [] when steps.Where(step => _runs[step.Name].Task.IsCanceled).ToArray() is { Length: > 0 } cancelled:
                throw new OperationCanceledException($"Cancelled; not done: {string.Join(", ", cancelled.Select(step => step.Name))}.");
            case []:
                return;
            case [var only]:
                throw only.Error!;
            default:
                throw new AggregateException($"Multiple pipeline steps failed: {string.Join(", ", failures.Select(failure => failure.Name))}", failures.Select(failure => failure.Error!));
        }
    }

    /// <summary>The failure that matters is the one of the dependency.</summary>
#pragma warning disable CA1032, CA1064 // Never leaves this class.
    private sealed class SkippedStepException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064

    internal static partial class Log
    {
        public const int FailedId = 1;

        [LoggerMessage(FailedId, LogLevel.Error, "Step '{StepName}' failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string stepName);
    }
}
