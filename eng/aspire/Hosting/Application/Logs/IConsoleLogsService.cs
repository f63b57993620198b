namespace Aspire.Hosting.ApplicationModel;

/// <summary>Reads the console output that the engine has kept for a resource instance.</summary>
internal interface IConsoleLogsService
{
    IAsyncEnumerable<IReadOnlyList<LogEntry>> GetAllLogsAsync(string resourceName, CancellationToken cancellationToken);
}
