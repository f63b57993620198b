using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The log of one instance: what was written through loggers, and while somebody watches also what the engine reads.</summary>
/// <remarks>
/// The engine replays its lines when the first watcher comes, so they are forgotten when the last one leaves.
/// Everything happens under one lock, so all watchers see one order.
/// </remarks>
internal sealed class ResourceLog
{
    private readonly string _name;
    private readonly Action<string, bool> _onWatchedChanged;
    private readonly Lock _lock = new();
    private readonly LogBuffer _written = new();
    private readonly LogBuffer _backlog = new();
    private readonly List<Watcher> _watchers = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ResourceLog(string name, TimeProvider time, Action<string, bool> onWatchedChanged)
    {
        _name = name;
        _onWatchedChanged = onWatchedChanged;
        Logger = new ResourceLogger(this, time);
    }

    public ILogger Logger { get; }

    public Task Completion => _completion.Task;

    public bool IsWatched
    {
        get
        {
            lock (_lock)
            {
                return _watchers.Count > 0 && !_completion.Task.IsCompleted;
            }
        }
    }

    public void Add(IReadOnlyList<LogEntry> entries, bool keep)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                Add(entry, keep);
            }
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _completion.TrySetResult();
            _watchers.ForEach(watcher => watcher.OnCompleted());
        }
    }

    public void ClearBacklog()
    {
        lock (_lock)
        {
            _backlog.Clear();
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IConsoleLogsService? consoleLogs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<LogEntry> written;
        lock (_lock)
        {
            written = _written.ToArray();
        }

        var number = 1;
        yield return Lines(written, ref number);
        if (consoleLogs is null)
        {
            yield break;
        }

        await foreach (var entries in consoleLogs.GetAllLogsAsync(_name, cancellationToken).ConfigureAwait(false))
        {
            yield return Lines(entries, ref number);
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A reader that is slower than its resource writes loses the oldest lines, as the backlog does, and is told how many.
        var dropped = 0;
        var channel = Channel.CreateBounded<LogEntry>(
            new BoundedChannelOptions(LogBuffer.MaxLines) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref dropped));
        using var watch = Watch(entry => channel.Writer.TryWrite(entry), () => channel.Writer.TryComplete());

        var number = 1;
        while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var batch = new List<LogEntry>();
            // No more than fit at once: a resource that writes without end must not keep its reader here.
            while (batch.Count < LogBuffer.MaxLines && channel.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            if (Interlocked.Exchange(ref dropped, 0) is > 0 and var lost)
            {
                number += lost;
                batch.Insert(0, new LogEntry(batch[0].Timestamp, string.Create(CultureInfo.InvariantCulture, $"[sys] {lost} lines are left out: they came faster than they were read"), IsError: false));
            }

            yield return Lines(batch, ref number);
        }
    }

    public IDisposable Subscribe(Action<LogLine> onLine)
    {
        var number = 1;
        return Watch(entry =>
        {
            if (!_completion.Task.IsCompleted)
            {
                onLine(entry.ToLine(number++));
            }
        },
        static () => { });
    }

    private Watcher Watch(Action<LogEntry> onEntry, Action onCompleted)
    {
        lock (_lock)
        {
            if (_watchers.Count == 0)
            {
                foreach (var entry in _written.ToArray())
                {
                    _backlog.Insert(entry);
                }
            }

            foreach (var entry in _backlog.ToArray())
            {
                onEntry(entry);
            }

            var watcher = new Watcher(this, onEntry, onCompleted);
            _watchers.Add(watcher);
            if (_completion.Task.IsCompleted)
            {
                onCompleted();
            }
            else if (_watchers.Count == 1)
            {
                _onWatchedChanged(_name, true);
            }

            return watcher;
        }
    }

    private void Unwatch(Watcher watcher)
    {
        lock (_lock)
        {
            if (_watchers.Remove(watcher) && _watchers.Count == 0)
            {
                _backlog.Clear();
                _onWatchedChanged(_name, false);
            }
        }
    }

    private void Add(LogEntry entry, bool keep)
    {
        if (keep)
        {
            _written.Insert(entry);
        }

        if (_watchers.Count > 0)
        {
            _backlog.Insert(entry);
        }

        foreach (var watcher in _watchers)
        {
            watcher.OnEntry(entry);
        }
    }

    private static LogLine[] Lines(IReadOnlyList<LogEntry> entries, ref int number)
    {
        var lines = new LogLine[entries.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = entries[i].ToLine(number++);
        }

        return lines;
    }

    private sealed class Watcher(ResourceLog log, Action<LogEntry> onEntry, Action onCompleted) : IDisposable
    {
        public Action<LogEntry> OnEntry { get; } = onEntry;

        public Action OnCompleted { get; } = onCompleted;

        public void Dispose() => log.Unwatch(this);
    }

    private sealed class ResourceLogger(ResourceLog log, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!log._completion.Task.IsCompleted)
            {
                var text = formatter(state, exception);
                log.Add([new(time.GetUtcNow().UtcDateTime, exception is null ? text : $"{text}\n{exception}", logLevel >= LogLevel.Error)], keep: true);
            }
        }
    }
}
