using System.Text.Json.Nodes;

namespace Aspire.Hosting.Cli.Messages;

internal sealed record ResourcesRequest(string? Filter, string[]? ClientCapabilities);

internal sealed record ResourcesMessage(ResourceSnapshotMessage[] Resources);

internal sealed record ConsoleLogsRequest(string? ResourceName, bool Follow, string? Search, int? Tail, bool IncludeHidden);

internal sealed record LogLineMessage(string ResourceName, int LineNumber, string Content, bool IsError);

internal sealed record LogBatchMessage(LogLineMessage[] Lines);

internal sealed record McpToolRequest(string? ResourceName, string? ToolName);

internal sealed record WaitForResourceRequest(string? ResourceName, string? Status, int? TimeoutSeconds);

internal sealed record WaitForResourceMessage
{
    public bool Success { get; init; }

    public string? State { get; init; }

    public string? HealthStatus { get; init; }

    public bool ResourceNotFound { get; init; }

    public bool TimedOut { get; init; }

    public string? ErrorMessage { get; init; }
}

/// <summary>A command to run; its arguments are an object by the names of the inputs, or an array in their order.</summary>
internal sealed record ExecuteCommandRequest(string? ResourceName, string? CommandName, JsonNode? Arguments, bool ValidateOnly, bool NonInteractive = true, bool ReturnArgumentInputs = false);

internal sealed record ExecuteCommandMessage(bool Success, bool Canceled, string? ErrorMessage, string? Message, CommandValueMessage? Value, ValidationErrorMessage[] ValidationErrors, CommandArgumentMessage[]? ArgumentInputs);

internal sealed record CommandValueMessage(string Value, string Format, bool DisplayImmediately);

internal sealed record ValidationErrorMessage(string ArgumentName, string ErrorMessage);
