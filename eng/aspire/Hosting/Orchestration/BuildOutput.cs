using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What a build said: kept for the result of the command and shown in the log of the project.</summary>
internal sealed partial class BuildOutput(ResourceLoggerService loggers, ILogger projectLog)
{
    private const int MaxLines = 10_000;

    private readonly Queue<string> _lines = new();
    private int _dropped;

    public void Say(LogLevel level, string message)
    {
        Add(message);
        Log.Line(projectLog, level, message);
    }

    public string Text()
    {
        lock (_lines)
        {
            var text = string.Join(Environment.NewLine, _lines);
            return _dropped == 0 ? text : $"({_dropped} earlier lines left out){Environment.NewLine}{text}";
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task FollowAsync(string builder, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in loggers.WatchAsync(builder).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var line in batch)
                {
                    Say(line.IsErrorMessage ? LogLevel.Warning : LogLevel.Information, line.Content);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The build is over.
        }
    }

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
                _dropped++;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "[build] {Content}")]
        public static partial void Line(ILogger logger, LogLevel level, string content);
    }
}
