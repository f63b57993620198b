namespace Aspire.Hosting.Cli.Messages;

/// <summary>Something that happened in a pipeline, in the words of the CLI.</summary>
internal sealed record PublishingActivityMessage(string Type, PublishingActivityData Data)
{
    public const string Step = "step";
    public const string Task = "task";
    public const string Log = "log";
    public const string Prompt = "prompt";
    public const string Complete = "publish-complete";
}

/// <summary>What happened. The CLI takes a member that is absent for null or false, whatever its default is.</summary>
internal sealed record PublishingActivityData
{
    public required string Id { get; init; }

    public required string StatusText { get; init; }

    public required string CompletionState { get; init; }

    public string? StepId { get; init; }

    public string? ParentStepId { get; init; }

    public int? HierarchyLevel { get; init; }

    public string? CompletionMessage { get; init; }

    public PipelineSummaryMessage[]? PipelineSummary { get; init; }

    public PromptInputMessage[]? Inputs { get; init; }

    public string? LogLevel { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public bool EnableMarkdown { get; init; }
}

internal sealed record PipelineSummaryMessage(string Key, string Value, bool EnableMarkdown);

internal sealed record PromptInputMessage
{
    public required string Name { get; init; }

    public required string Label { get; init; }

    public required string InputType { get; init; }

    public bool Required { get; init; }

    public KeyValuePair<string, string>[]? Options { get; init; }

    public string? Value { get; init; }

    public string[]? ValidationErrors { get; init; }

    public bool AllowCustomChoice { get; init; }

    public bool UpdateStateOnChange { get; init; }

    public bool Loading { get; init; }

    public bool Disabled { get; init; }

    public bool AllowMultipleFiles { get; init; }

    public string? FileFilter { get; init; }

    public long? MaxFileSize { get; init; }
}

internal sealed record PromptAnswerMessage(string? Name, string? Value);

internal sealed record UploadFileRequest(byte[] Data, string FileName, int InteractionId, string InputName);

internal sealed record UploadFileMessage(string FileId);

internal sealed record PipelineStepsRequest(string? Step);

internal sealed record PipelineStepsMessage(PipelineStepMessage[] Steps);

internal sealed record PipelineStepMessage(string Name, string? Description, string[] DependsOn, string[] Tags, string? ResourceName);
