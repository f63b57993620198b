using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of all resources.</summary>
public class ResourceLoggerService : IDisposable
{
    /// <summary>A logger that writes to the log of every instance of a resource.</summary>
    public ILogger GetLogger(IResource resource) => throw new NotSupportedException();

    /// <summary>A logger that writes to the log of one instance.</summary>
    public ILogger GetLogger(string resourceName) => throw new NotSupportedException();

    /// <summary>The log of a resource so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => throw new NotSupportedException();

    /// <summary>The log of an instance so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => throw new NotSupportedException();

    /// <summary>The log of a resource from its beginning, without end.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => throw new NotSupportedException();

    /// <summary>The log of an instance from its beginning, without end.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => throw new NotSupportedException();

    /// <summary>Tells which logs are being watched.</summary>
    public IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Ends the log of a resource.</summary>
    public void Complete(IResource resource) => throw new NotSupportedException();

    /// <summary>Ends the log of an instance.</summary>
    public void Complete(string name) => throw new NotSupportedException();

    /// <summary>Forgets the lines kept for those who start watching later.</summary>
    public void ClearBacklog(string resourceName) => throw new NotSupportedException();

    /// <summary>Ends all logs.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Adds console lines that the engine has read.</summary>
    internal void AddLogEntries(string resourceName, IReadOnlyList<LogEntry> entries, bool inMemorySource) => throw new NotSupportedException();

    internal bool HasActiveSubscribers(string resourceName) => throw new NotSupportedException();

    /// <summary>The source of <see cref="GetAllAsync(string)"/> beyond what was written through loggers.</summary>
    internal void SetConsoleLogsService(IConsoleLogsService consoleLogsService) => throw new NotSupportedException();
}
