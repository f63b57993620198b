using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Ends steps and tasks, and says how.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class PublishingExtensions
{
    /// <summary>The step succeeded.</summary>
    public static Task<IReportingStep> SucceedAsync(this IReportingStep step, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(step, message ?? "Completed successfully", CompletionState.Completed, cancellationToken);

    /// <summary>The step succeeded.</summary>
    public static Task<IReportingStep> SucceedAsync(this IReportingStep step, MarkdownString message, CancellationToken cancellationToken = default)
        => EndAsync(step, message, CompletionState.Completed, cancellationToken);

    /// <summary>The step succeeded with a warning.</summary>
    public static Task<IReportingStep> WarnAsync(this IReportingStep step, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(step, message ?? "Completed with warnings", CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The step succeeded with a warning.</summary>
    public static Task<IReportingStep> WarnAsync(this IReportingStep step, MarkdownString message, CancellationToken cancellationToken = default)
        => EndAsync(step, message, CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The step failed.</summary>
    public static Task<IReportingStep> FailAsync(this IReportingStep step, string? errorMessage = null, CancellationToken cancellationToken = default)
        => EndAsync(step, errorMessage ?? "Failed", CompletionState.CompletedWithError, cancellationToken);

    /// <summary>The step failed.</summary>
    public static Task<IReportingStep> FailAsync(this IReportingStep step, MarkdownString errorMessage, CancellationToken cancellationToken = default)
        => EndAsync(step, errorMessage, CompletionState.CompletedWithError, cancellationToken);

    /// <summary>Shows how far the task is.</summary>
    public static async Task<IReportingTask> UpdateStatusAsync(this IReportingTask task, string statusText, CancellationToken cancellationToken = default)
    {
        await task.UpdateAsync(statusText, cancellationToken).ConfigureAwait(false);
        return task;
    }

    /// <summary>Shows how far the task is.</summary>
    public static async Task<IReportingTask> UpdateStatusAsync(this IReportingTask task, MarkdownString statusText, CancellationToken cancellationToken = default)
    {
        await task.UpdateAsync(statusText, cancellationToken).ConfigureAwait(false);
        return task;
    }

    /// <summary>The task succeeded.</summary>
    public static Task<IReportingTask> SucceedAsync(this IReportingTask task, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(task, message, CompletionState.Completed, cancellationToken);

    /// <summary>The task succeeded.</summary>
    public static Task<IReportingTask> SucceedAsync(this IReportingTask task, MarkdownString message, CancellationToken cancellationToken = default)
        => EndAsync(task, message, CompletionState.Completed, cancellationToken);

    /// <summary>The task succeeded with a warning.</summary>
    public static Task<IReportingTask> WarnAsync(this IReportingTask task, string? message = null, CancellationToken cancellationToken = default)
        => EndAsync(task, message, CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The task succeeded with a warning.</summary>
    public static Task<IReportingTask> WarnAsync(this IReportingTask task, MarkdownString message, CancellationToken cancellationToken = default)
        => EndAsync(task, message, CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The task failed.</summary>
    public static Task<IReportingTask> FailAsync(this IReportingTask task, string? errorMessage = null, CancellationToken cancellationToken = default)
        => EndAsync(task, errorMessage, CompletionState.CompletedWithError, cancellationToken);

    /// <summary>The task failed.</summary>
    public static Task<IReportingTask> FailAsync(this IReportingTask task, MarkdownString errorMessage, CancellationToken cancellationToken = default)
        => EndAsync(task, errorMessage, CompletionState.CompletedWithError, cancellationToken);

    private static async Task<IReportingStep> EndAsync(IReportingStep step, string text, CompletionState state, CancellationToken cancellationToken)
    {
        await step.CompleteAsync(text, state, cancellationToken).ConfigureAwait(false);
        return step;
    }

    private static async Task<IReportingStep> EndAsync(IReportingStep step, MarkdownString text, CompletionState state, CancellationToken cancellationToken)
    {
        await step.CompleteAsync(text, state, cancellationToken).ConfigureAwait(false);
        return step;
    }

    private static async Task<IReportingTask> EndAsync(IReportingTask task, string? text, CompletionState state, CancellationToken cancellationToken)
    {
        await task.CompleteAsync(text, state, cancellationToken).ConfigureAwait(false);
        return task;
    }

    private static async Task<IReportingTask> EndAsync(IReportingTask task, MarkdownString text, CompletionState state, CancellationToken cancellationToken)
    {
        await task.CompleteAsync(text, state, cancellationToken).ConfigureAwait(false);
        return task;
    }
}
