using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of all resources.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _disposing = new();
    private IConsoleLogsService? _consoleLogs;
    private ImmutableArray<ChannelWriter<LogSubscriber>> _observers = [];

    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A logger that writes to the log of every instance of a resource.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.GetResolvedResourceNames() is [var only]
            ? GetLogger(only)
            : new ReplicaLogger([.. resource.GetResolvedResourceNames().Select(GetLogger)]);
    }

    /// <summary>A logger that writes to the log of one instance.</summary>
    public ILogger GetLogger(string resourceName) => GetLog(resourceName).Logger;

    /// <summary>The log of a resource so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return LogMerge.Merge([.. resource.GetResolvedResourceNames().Select(GetAllAsync)]);
    }

    /// <summary>The log of an instance so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return GetLog(resourceName).GetAllAsync(_consoleLogs);
    }

    /// <summary>The log of a resource from its beginning, without end.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return LogMerge.Merge([.. resource.GetResolvedResourceNames().Select(WatchAsync)]);
    }

    /// <summary>The log of an instance from its beginning, without end.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return GetLog(resourceName).WatchAsync();
    }

    /// <summary>Tells which logs are being watched, whenever that changes.</summary>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, cancellationToken);

        // One entry for each first and last watcher of a log: far fewer than fit.
        var channel = Channel.CreateBounded<LogSubscriber>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref _observers, (observers, writer) => observers.Add(writer), channel.Writer);
        try
        {
            foreach (var (name, log) in _logs)
            {
                if (log.IsWatched)
                {
                    channel.Writer.TryWrite(new(name, AnySubscribers: true));
                }
            }

            var watched = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var entry in channel.Reader.ReadAllAsync(linked.Token).ConfigureAwait(false))
            {
                if (entry.AnySubscribers ? watched.Add(entry.Name) : watched.Remove(entry.Name))
                {
                    yield return entry;
                }
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _observers, (observers, writer) => observers.Remove(writer), channel.Writer);
        }
    }

    /// <summary>Ends the log of a resource.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetResolvedResourceNames())
        {
            Complete(name);
        }
    }

    /// <summary>Ends the log of an instance.</summary>
    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_logs.TryGetValue(name, out var log))
        {
            log.Complete();
        }
    }

    /// <summary>Forgets the lines kept for those who start watching later.</summary>
    public void ClearBacklog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        if (_logs.TryGetValue(resourceName, out var log))
        {
            log.ClearBacklog();
        }
    }

    /// <summary>Ends all logs.</summary>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds console lines that the engine has read; those it cannot read again are kept in memory.</summary>
    internal void AddLogEntries(string resourceName, IReadOnlyList<LogEntry> entries, bool inMemorySource)
        => GetLog(resourceName).Add(entries, inMemorySource);

    internal bool HasActiveSubscribers(string resourceName) => _logs.TryGetValue(resourceName, out var log) && log.IsWatched;

    /// <summary>Calls back for the lines so far and then for each new line, on the thread that writes it.</summary>
    internal IDisposable Subscribe(string resourceName, Action<LogLine> onLine) => GetLog(resourceName).Subscribe(onLine);

    internal Task WaitForCompletionAsync(string resourceName, CancellationToken cancellationToken)
        => GetLog(resourceName).Completion.WaitAsync(cancellationToken);

    /// <summary>The source of <see cref="GetAllAsync(string)"/> beyond what was written through loggers.</summary>
    internal void SetConsoleLogsService(IConsoleLogsService consoleLogsService) => _consoleLogs = consoleLogsService;

    private ResourceLog GetLog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return _logs.GetOrAdd(resourceName, static (name, service) => new ResourceLog(name, service.TimeProvider, service.OnWatchedChanged), this);
    }

    private void OnWatchedChanged(string name, bool watched)
    {
        foreach (var observer in _observers)
        {
            observer.TryWrite(new(name, watched));
        }
    }
}
