using System.Text.Json.Nodes;

namespace Aspire.Hosting.Cli.Messages;

/// <summary>A resource as the CLI knows it. The CLI keeps no defaults: what is left out reads as null or false there.</summary>
internal sealed record ResourceSnapshotMessage
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required string ResourceType { get; init; }

    /// <summary>The name of <see cref="ResourceType"/> in older CLIs.</summary>
    public string Type => ResourceType;

    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public string[]? WaitingFor { get; init; }

    public string? HealthStatus { get; init; }

    public int? ExitCode { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public bool IsHidden { get; init; }

    public required UrlMessage[] Urls { get; init; }

    public required RelationshipMessage[] Relationships { get; init; }

    public required HealthReportMessage[] HealthReports { get; init; }

    public required VolumeMessage[] Volumes { get; init; }

    public required EnvironmentVariableMessage[] EnvironmentVariables { get; init; }

    public required Dictionary<string, JsonNode?> Properties { get; init; }

    public required CommandMessage[] Commands { get; init; }
}

internal sealed record UrlMessage(string Name, string Url, bool IsInternal, UrlDisplayMessage DisplayProperties);

internal sealed record UrlDisplayMessage(string? DisplayName, int SortOrder);

internal sealed record RelationshipMessage(string ResourceName, string Type);

internal sealed record HealthReportMessage(string Name, string? Status, string? Description, string? ExceptionText);

internal sealed record VolumeMessage(string? Source, string Target, string MountType, bool IsReadOnly);

internal sealed record EnvironmentVariableMessage(string Name, string? Value, bool IsFromSpec);

internal sealed record CommandMessage(string Name, string? DisplayName, string? Description, CommandArgumentMessage[] ArgumentInputs, string Visibility, string State);
