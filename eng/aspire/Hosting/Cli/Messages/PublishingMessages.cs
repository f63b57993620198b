namespace Aspire.Hosting.Cli.Messages;

/// <summary>What the CLI shows of a pipeline: step, task, log, prompt or publish-complete.</summary>
internal sealed record PublishingActivityMessage(string Type, PublishingActivityData Data);

internal sealed record PublishingActivityData
{
    public required string Id { get; init; }

    public required string StatusText { get; init; }

    /// <summary>InProgress, Completed, CompletedWithWarning or CompletedWithError.</summary>
    public required string CompletionState { get; init; }

    public bool IsComplete => !string.Equals(CompletionState, "InProgress", StringComparison.Ordinal);

    public bool IsError => string.Equals(CompletionState, "CompletedWithError", StringComparison.Ordinal);

    public bool IsWarning => string.Equals(CompletionState, "CompletedWithWarning", StringComparison.Ordinal);

    public string? StepId { get; init; }

    public string? ParentStepId { get; init; }

    public int? HierarchyLevel { get; init; }

    public string? CompletionMessage { get; init; }

    public PipelineSummaryMessage[]? PipelineSummary { get; init; }

    public string? LogLevel { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public bool EnableMarkdown { get; init; }
}

internal sealed record PipelineSummaryMessage(string Key, string Value, bool EnableMarkdown);

internal sealed record PipelineStepsRequest(string? Step);

internal sealed record PipelineStepsMessage(PipelineStepMessage[] Steps);

internal sealed record PipelineStepMessage(string Name, string? Description, string[] DependsOn, string[] Tags, string? ResourceName);
