using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>One run: each step starts when what it depends on is done; what does not depend on a failed step still finishes.</summary>
internal sealed partial class PipelineRun(PipelineGraph graph, PipelineContext context)
{
    private readonly IPipelineActivityReporter _reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();
    private readonly Dictionary<string, Task> _runs = new(StringComparer.Ordinal);

    /// <param name="steps">In an order in which each step comes after its dependencies.</param>
    public async Task ExecuteAsync(IReadOnlyList<PipelineStep> steps)
    {
        foreach (var step in steps)
        {
            var dependencies = graph.DependenciesOf(step).ToDictionary(name => name, name => _runs[name], StringComparer.Ordinal);
            _runs[step.Name] = Task.Run(() => RunAsync(step, dependencies), CancellationToken.None);
        }

        await Task.WhenAll(_runs.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ThrowIfFailed(steps);
    }

    private async Task RunAsync(PipelineStep step, Dictionary<string, Task> dependencies)
    {
        await Task.WhenAll(dependencies.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        string[] failed = [.. dependencies.Where(dependency => !dependency.Value.IsCompletedSuccessfully).Select(dependency => $"'{dependency.Key}'")];
        if (failed.Length > 0)
        {
            throw new SkippedStepException($"Step '{step.Name}' cannot run because {(failed.Length == 1 ? "dependency" : "dependencies")} {string.Join(", ", failed)} failed");
        }

        context.CancellationToken.ThrowIfCancellationRequested();
        var reporting = await _reporter.CreateStepAsync(step.Name, context.CancellationToken).ConfigureAwait(false);
        await using (reporting.ConfigureAwait(false))
        {
            try
            {
                await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting }).ConfigureAwait(false);
                await reporting.CompleteAsync(step.Name, CompletionState.Completed, context.CancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
            {
                var failure = new InvalidOperationException($"Step '{step.Name}' failed: {e.Message}", e);
                Log.Failed(context.Logger, failure, step.Name);
                await reporting.CompleteAsync(e.Message, CompletionState.CompletedWithError, CancellationToken.None).ConfigureAwait(false);
                throw failure;
            }
        }
    }

    private void ThrowIfFailed(IReadOnlyList<PipelineStep> steps)
    {
        var failures = steps
            .Select(step => (step.Name, Error: _runs[step.Name].Exception?.InnerException))
            .Where(run => run.Error is not null and not SkippedStepException)
            .ToArray();
        switch (failures)
        {
            case []:
                context.CancellationToken.ThrowIfCancellationRequested();
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Step '{StepName}' failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string stepName);
    }
}
