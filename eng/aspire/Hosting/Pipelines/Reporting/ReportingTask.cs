using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Pipelines;

internal sealed class ReportingTask(ReportingStep step, string text) : IReportingTask
{
    private readonly string _id = Guid.NewGuid().ToString();
    private string _text = text;

    public CompletionState State { get; private set; } = CompletionState.InProgress;

    public void Start(bool markdown) => Show(completionMessage: null, markdown);

    public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default) => Update(statusText, markdown: false);

    public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statusText);
        return Update(statusText.Value, markdown: true);
    }

    public Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        => Complete(completionMessage, completionState, markdown: false);

    public Task CompleteAsync(MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completionMessage);
        return Complete(completionMessage.Value, completionState, markdown: true);
    }

    public async ValueTask DisposeAsync() => await Complete(message: null, CompletionState.Completed, markdown: false).ConfigureAwait(false);

    private Task Update(string text, bool markdown)
    {
        step.Change(() => _text = text, "update task");
        Show(completionMessage: null, markdown);
        return Task.CompletedTask;
    }

    private Task Complete(string? message, CompletionState state, bool markdown)
    {
        if (State is CompletionState.InProgress)
        {
            step.Change(() => State = state, "complete task");
            Show(message, markdown);
        }

        return Task.CompletedTask;
    }

    private void Show(string? completionMessage, bool markdown) => step.Reporter.Show(PublishingActivityMessage.Task, new()
    {
        Id = _id,
        StatusText = _text,
        CompletionState = State.ToString(),
        StepId = step.Id,
        CompletionMessage = completionMessage,
        EnableMarkdown = markdown,
    });
}
