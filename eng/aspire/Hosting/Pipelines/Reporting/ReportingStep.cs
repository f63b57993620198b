using Aspire.Hosting.Cli.Messages;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

internal sealed class ReportingStep(PipelineActivityReporter reporter, string title, string? parentId, int level) : IReportingStep
{
    private readonly Lock _lock = new();
    private readonly List<ReportingTask> _tasks = [];

    public string Id { get; } = Guid.NewGuid().ToString();

    public CompletionState State { get; private set; } = CompletionState.InProgress;

    public PipelineActivityReporter Reporter => reporter;

    public void Start() => Show(title, markdown: false);

    public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default) => CreateTask(statusText, markdown: false);

    public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statusText);
        return CreateTask(statusText.Value, markdown: true);
    }

    [Obsolete("Use Log(LogLevel, string) or Log(LogLevel, MarkdownString) instead.")]
    public void Log(LogLevel logLevel, string message, bool enableMarkdown) => Write(logLevel, message, enableMarkdown);

    public void Log(LogLevel logLevel, string message) => Write(logLevel, message, markdown: false);

    public void Log(LogLevel logLevel, MarkdownString message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Write(logLevel, message.Value, markdown: true);
    }

    public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        => Complete(completionText, completionState, markdown: false);

    public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completionText);
        return Complete(completionText.Value, completionState, markdown: true);
    }

    /// <summary>A step that does not say how it ended has ended like the worst of its tasks.</summary>
    public async ValueTask DisposeAsync()
    {
        CompletionState worst;
        lock (_lock)
        {
            worst = _tasks.Select(task => task.State).DefaultIfEmpty(CompletionState.Completed).Max();
        }

        var text = worst switch
        {
            CompletionState.Completed => $"{title} completed successfully",
            CompletionState.CompletedWithWarning => $"{title} completed with warnings",
            CompletionState.CompletedWithError => $"{title} completed with errors",
            _ => $"{title} completed",
        };
        await Complete(text, worst, markdown: false).ConfigureAwait(false);
    }

    /// <summary>Runs a change of one of the tasks, which is only possible before the step is over.</summary>
    public void Change(Action change, string what)
    {
        lock (_lock)
        {
            if (State is not CompletionState.InProgress)
            {
                throw new InvalidOperationException($"Cannot {what} because the step '{title}' is already complete.");
            }

            change();
        }
    }

    private Task<IReportingTask> CreateTask(string text, bool markdown)
    {
        var task = new ReportingTask(this, text);
        Change(() => _tasks.Add(task), "create task");
        task.Start(markdown);
        return Task.FromResult<IReportingTask>(task);
    }

    private void Write(LogLevel level, string text, bool markdown)
    {
        lock (_lock)
        {
            if (State is not CompletionState.InProgress)
            {
                return;
            }
        }

        reporter.Show(PublishingActivityMessage.Log, new()
        {
            Id = Guid.NewGuid().ToString(),
            StatusText = text,
            CompletionState = nameof(CompletionState.Completed),
            StepId = Id,
            LogLevel = level.ToString(),
            Timestamp = reporter.Now,
            EnableMarkdown = markdown,
        });
    }

    private Task Complete(string text, CompletionState state, bool markdown)
    {
        lock (_lock)
        {
            // The first word counts.
            if (State is not CompletionState.InProgress)
            {
                return Task.CompletedTask;
            }

            State = state;
        }

        Show(text, markdown);
        return Task.CompletedTask;
    }

    private void Show(string text, bool markdown) => reporter.Show(PublishingActivityMessage.Step, new()
    {
        Id = Id,
        StatusText = text,
        CompletionState = State.ToString(),
        ParentStepId = parentId,
        HierarchyLevel = level,
        EnableMarkdown = markdown,
    });
}
