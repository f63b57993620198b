using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>The console output of all processes: streamed while somebody watches, read on demand otherwise.</summary>
internal sealed partial class ConsoleLogs(DcpClient client, ResourceLoggerService service, TimeProvider time, ILogger logger) : IConsoleLogsService, IAsyncDisposable
{
    /// <summary>The newest lines of each of the five logs of a process; older ones are left out.</summary>
    private const int LinesRead = 10_000;

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _subscribers = Task.CompletedTask;

    public void Start()
    {
        service.SetConsoleLogsService(this);
        _subscribers = FollowSubscribersAsync(_stop.Token);
    }

    /// <summary>There are logs from the moment a process has a state.</summary>
    public void MarkAvailable(string name) => Update(name, state => state.IsAvailable = true);

    /// <summary>The process is gone or another one has its name.</summary>
    public void Forget(string name) => Update(name, state => state.IsAvailable = false);

    /// <summary>Delivers the output so far to those who watch.</summary>
    public async Task FlushAsync(string name, CancellationToken cancellationToken)
    {
        var stream = Update(name, state =>
        {
            state.IsAvailable = true;
            state.HasSubscribers |= service.HasActiveSubscribers(name);
        });
        if (stream is not null)
        {
            await stream.FlushAsync(cancellationToken);
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> GetAllLogsAsync(string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, _stop.Token);
        var logs = await Task.WhenAll(LogSource.All.Select(source => ReadAsync(resourceName, source, linked.Token)));
        cancellationToken.ThrowIfCancellationRequested();

        // OrderBy is stable: lines of one log with the same time, or without any, stay in order.
        var entries = logs.SelectMany(log => log).OrderBy(entry => entry.Timestamp ?? DateTime.MinValue).ToArray();
        if (entries.Length > 0)
        {
            yield return entries;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _subscribers;
        foreach (var name in _states.Keys)
        {
            Forget(name);
        }

        await Task.WhenAll(_states.Values.Select(state => state.Closing));
        _stop.Dispose();
    }

    private async Task FollowSubscribersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var subscriber in service.WatchAnySubscribersAsync(cancellationToken))
            {
                Update(subscriber.Name, state => state.HasSubscribers = subscriber.AnySubscribers);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task<IReadOnlyCollection<LogEntry>> ReadAsync(string name, LogSource source, CancellationToken cancellationToken)
    {
        var entries = new Queue<LogEntry>();
        try
        {
            await client.ReadLogAsync(name, source.Name, follow: false, async reader =>
            {
                var lines = new LogLineReader(reader);
                while (await lines.ReadAsync(cancellationToken) is { } batch)
                {
                    foreach (var line in batch)
                    {
                        if (entries.Count == LinesRead)
                        {
                            entries.Dequeue();
                        }

                        entries.Enqueue(source.Parse(line));
                    }
                }
            }, cancellationToken);
        }
        catch (Exception e) when (e is DcpException or HttpRequestException or IOException or OperationCanceledException)
        {
            // Not there yet, not there any more, or too slow: what has been read is the answer.
            Log.ReadEnded(logger, source.Name, name, e.Message);
        }

        return entries;
    }

    /// <summary>Starts or ends the stream as the change demands and returns it.</summary>
    private LogStream? Update(string name, Action<State> change)
    {
        var state = _states.GetOrAdd(name, _ => new State());
        lock (state)
        {
            change(state);
            var isWanted = state is { IsAvailable: true, HasSubscribers: true } && !_stop.IsCancellationRequested;
            if (isWanted && state.Stream is null)
            {
                state.Stream = new LogStream(client, name, entries => service.AddLogEntries(name, entries, inMemorySource: false), time, logger);
                state.Stream.Start();
            }
            else if (!isWanted && state.Stream is { } stream)
            {
                state.Stream = null;
                state.Closing = Task.WhenAll(state.Closing, stream.DisposeAsync().AsTask());
            }

            return state.Stream;
        }
    }

    private sealed class State
    {
        public bool IsAvailable { get; set; }

        public bool HasSubscribers { get; set; }

        public LogStream? Stream { get; set; }

        public Task Closing { get; set; } = Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Reading the {Source} log of {Instance} ended: {Reason}")]
        public static partial void ReadEnded(ILogger logger, string source, string instance, string reason);
    }
}
