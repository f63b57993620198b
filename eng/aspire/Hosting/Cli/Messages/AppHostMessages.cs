namespace Aspire.Hosting.Cli.Messages;

internal sealed record EventIdMessage(int Id, string? Name);

internal sealed record LogEntryMessage(EventIdMessage EventId, int LogLevel, string Message, DateTimeOffset Timestamp, string CategoryName);

internal sealed record DashboardUrlsMessage(bool DashboardHealthy, string? BaseUrlWithLoginToken, string? CodespacesUrlWithLoginToken);

internal sealed record DashboardInfoMessage(string? ApiBaseUrl, string? ApiToken, string[] DashboardUrls, bool IsHealthy);

internal sealed record CapabilitiesMessage(string[] Capabilities);

internal sealed record AppHostInformationMessage(
    string AppHostPath,
    int ProcessId,
    int? CliProcessId,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StableStartedAt,
    DateTimeOffset? CliStartedAt,
    DateTimeOffset? CliStableStartedAt,
    string? CliLogFilePath);

internal sealed record AppHostInfoMessage(string Pid, string AspireHostVersion, string AppHostPath, int? CliProcessId, DateTimeOffset? StartedAt, string? CliLogFilePath);

internal sealed record ReadyMessage(bool IsReady);

internal sealed record StoppedMessage;

internal sealed record ResourceStateMessage(string Resource, string Type, string State, string[] Endpoints, string? Health);
