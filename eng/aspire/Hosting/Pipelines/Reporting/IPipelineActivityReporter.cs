using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows the steps of a run to the user.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IPipelineActivityReporter
{
    /// <summary>Shows that a step has begun.</summary>
    Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default);

    /// <summary>Shows that a step inside another has begun.</summary>
    Task<IReportingStep> CreateStepAsync(string title, string? parentStepId, int hierarchyLevel, CancellationToken cancellationToken = default)
        => CreateStepAsync(title, cancellationToken);

    /// <summary>Shows that the run is over.</summary>
    Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Shows that the run is over.</summary>
    [Obsolete("Use CompletePublishAsync(PublishCompletionOptions?, CancellationToken) instead.")]
    Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default);
}

/// <summary>How a run, a step or a part of it ended.</summary>
public enum CompletionState
{
    /// <summary>It has not ended.</summary>
    InProgress,

    /// <summary>It succeeded.</summary>
    Completed,

    /// <summary>It succeeded with a warning.</summary>
    CompletedWithWarning,

    /// <summary>It failed.</summary>
    CompletedWithError,
}

/// <summary>How the end of a run is shown.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class PublishCompletionOptions
{
    /// <summary>The text.</summary>
    public string? CompletionMessage { get; set; }

    /// <summary>How the run ended; the worst state of its steps when null.</summary>
    public CompletionState? CompletionState { get; set; }

    /// <summary>The summary.</summary>
    public IReadOnlyList<PipelineSummaryItem>? PipelineSummary { get; set; }
}
