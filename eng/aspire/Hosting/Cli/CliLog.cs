using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Cli.Messages;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

/// <summary>The AppHost's log for the CLI: the last lines for those who come late, then every line.</summary>
internal sealed class CliLog(TimeProvider timeProvider) : ILoggerProvider
{
    private const int MaxReplayed = 1000;

    /// <summary>A reader that is slower than this loses its oldest lines.</summary>
    private const int MaxPending = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogEntryMessage> _replayed = new();
    private readonly List<Channel<LogEntryMessage>> _readers = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public async IAsyncEnumerable<LogEntryMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = Channel.CreateBounded<LogEntryMessage>(new BoundedChannelOptions(MaxPending) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            foreach (var entry in _replayed)
            {
                reader.Writer.TryWrite(entry);
            }

            _readers.Add(reader);
        }

        try
        {
            await foreach (var entry in reader.Reader.ReadAllAsync(cancellationToken))
            {
                yield return entry;
            }
        }
        finally
        {
            lock (_lock)
            {
                _readers.Remove(reader);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var reader in _readers)
            {
                reader.Writer.TryComplete();
            }
        }
    }

    private void Write(LogEntryMessage entry)
    {
        lock (_lock)
        {
            if (_replayed.Count == MaxReplayed)
            {
                _replayed.Dequeue();
            }

            _replayed.Enqueue(entry);
            foreach (var reader in _readers)
            {
                reader.Writer.TryWrite(entry);
            }
        }
    }

    private sealed class Logger(CliLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Write(new LogEntryMessage(new EventIdMessage(eventId.Id, eventId.Name), (int)logLevel, formatter(state, exception), log.Now, category));
    }

    private DateTimeOffset Now => timeProvider.GetUtcNow();
}
