using System.Globalization;
using Aspire.Hosting.Cli.Messages;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows a run on the console of an AppHost that no CLI has started: a line per event, then a table of the steps.</summary>
internal sealed partial class ConsoleActivities(TimeProvider timeProvider, ILoggerFactory loggers) : IActivitySink
{
    /// <summary>The step around all others, which the CLI shows.</summary>
    public const string Whole = "pipeline-execution";

    public const string Category = "Aspire.Hosting.Publishing.PipelineExecutor";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Timed> _timed = new(StringComparer.Ordinal);
    private readonly List<Timed> _steps = [];

    /// <summary>Lines that are formatted already.</summary>
    public const int LineId = 100;

    public bool ShowsLog => false;

    public void Write(PublishingActivityMessage activity)
    {
        lock (_lock)
        {
            var data = activity.Data;
            switch (activity.Type)
            {
                case PublishingActivityMessage.Step:
                    Step(data);
                    break;
                case PublishingActivityMessage.Task:
                    Task(data);
                    break;
                case PublishingActivityMessage.Log when data.StepId is { } step:
                    var level = Enum.Parse<LogLevel>(data.LogLevel!);
                    Log.Line(_logger, level, $"({_timed[step].Title}) {Mark(level)} {data.StatusText}");
                    break;
                case PublishingActivityMessage.Complete:
                    Complete(data);
                    break;
            }
        }
    }

    public static char Mark(LogLevel level) => level switch
    {
        >= LogLevel.Error => '✗',
        LogLevel.Warning => '!',
        _ => 'i',
    };

    private void Step(PublishingActivityData data)
    {
        if (_timed.TryGetValue(data.Id, out var step))
        {
            step.End(timeProvider, data.CompletionState);
            if (step.Title is not Whole)
            {
                Log.Line(_logger, Level(data.CompletionState), $"({step.Title}) {Mark(data.CompletionState)} {data.StatusText} ({step.Duration})");
            }
        }
        else
        {
            step = new Timed(data.StatusText, data.HierarchyLevel ?? 0, timeProvider.GetTimestamp());
            _timed.Add(data.Id, step);
            _steps.Add(step);
        }
    }

    private void Task(PublishingActivityData data)
    {
        var step = _timed[data.StepId!];
        if (!_timed.TryGetValue(data.Id, out var task))
        {
            task = new Timed(data.StatusText, step.Level, timeProvider.GetTimestamp());
            _timed.Add(data.Id, task);
        }

        if (data.CompletionState is nameof(CompletionState.InProgress))
        {
            Log.Line(_logger, LogLevel.Information, $"({step.Title}) → {data.StatusText}");
        }
        else
        {
            task.End(timeProvider, data.CompletionState);
            Log.Line(_logger, Level(data.CompletionState), $"({step.Title}) {Mark(data.CompletionState)} {data.CompletionMessage ?? data.StatusText} ({task.Duration})");
        }
    }

    private void Complete(PublishingActivityData data)
    {
        var steps = _steps.Where(step => step.Title is not Whole).ToArray();
        var succeeded = steps.Count(step => step.Succeeded);
        var whole = _steps.Find(step => step.Title is Whole)?.Duration ?? "";
        var width = steps.Select(step => step.Duration.Length).DefaultIfEmpty().Max();
        Log.Line(_logger, LogLevel.Information, string.Create(CultureInfo.InvariantCulture, $"{succeeded} of {steps.Length} steps succeeded in {whole}"));
        foreach (var step in steps)
        {
            Log.Line(_logger, LogLevel.Information, $"  {step.Duration.PadLeft(width)} {step.Mark} {new string(' ', 2 * step.Level)}{step.Title}");
        }

        foreach (var item in data.PipelineSummary ?? [])
        {
            Log.Line(_logger, LogLevel.Information, $"{item.Key}: {item.Value}");
        }

        var failed = data.CompletionState is nameof(CompletionState.CompletedWithError);
        Log.Line(_logger, Level(data.CompletionState), failed ? $"✗ Pipeline failed: {data.StatusText}" : $"{Mark(data.CompletionState)} {data.StatusText}");
    }

    private static LogLevel Level(string state) => state switch
    {
        nameof(CompletionState.CompletedWithError) => LogLevel.Error,
        nameof(CompletionState.CompletedWithWarning) => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private static char Mark(string state) => state switch
    {
        nameof(CompletionState.CompletedWithError) => '✗',
        nameof(CompletionState.CompletedWithWarning) => '!',
        nameof(CompletionState.Completed) => '✓',
        _ => '…',
    };

    private sealed class Timed(string title, int level, long start)
    {
        private string _state = nameof(CompletionState.InProgress);

        public string Title => title;

        public int Level => level;

        public string Duration { get; private set; } = "-";

        public bool Succeeded => _state is nameof(CompletionState.Completed) or nameof(CompletionState.CompletedWithWarning);

        public char Mark => ConsoleActivities.Mark(_state);

        public void End(TimeProvider timeProvider, string state)
        {
            _state = state;
            Duration = string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetElapsedTime(start).TotalSeconds:0.00} s");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = LineId, Message = "{Line}")]
        public static partial void Line(ILogger logger, LogLevel level, string line);
    }
}
