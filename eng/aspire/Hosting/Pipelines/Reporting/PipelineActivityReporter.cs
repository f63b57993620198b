using System.Collections.Concurrent;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Pipelines;

/// <summary>Keeps the states of steps and tasks and shows every change.</summary>
internal sealed class PipelineActivityReporter(IActivitySink sink, TimeProvider timeProvider) : IPipelineActivityReporter
{
    private readonly ConcurrentBag<ReportingStep> _steps = [];
    private readonly ConcurrentDictionary<string, string> _idsByTitle = new(StringComparer.Ordinal);

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default)
        => CreateStepAsync(title, parentStepId: null, hierarchyLevel: 0, cancellationToken);

    /// <param name="parentStepId">May be a title as well.</param>
    public Task<IReportingStep> CreateStepAsync(string title, string? parentStepId, int hierarchyLevel, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parent = parentStepId is null ? null : _idsByTitle.GetValueOrDefault(parentStepId, parentStepId);
        var step = new ReportingStep(this, title, parent, hierarchyLevel);
        _steps.Add(step);
        _idsByTitle[title] = step.Id;
        step.Start();
        return Task.FromResult<IReportingStep>(step);
    }

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = options?.CompletionState ?? _steps.Select(step => step.State).DefaultIfEmpty(CompletionState.Completed).Max();
        sink.Write(new(PublishingActivityMessage.Complete, new()
        {
            Id = PublishingActivityMessage.Complete,
            StatusText = options?.CompletionMessage ?? state switch
            {
                CompletionState.Completed => "Pipeline completed successfully",
                CompletionState.CompletedWithWarning => "Pipeline completed with warnings",
                CompletionState.CompletedWithError => "Pipeline completed with errors",
                _ => "Pipeline completed",
            },
            CompletionState = state.ToString(),
            PipelineSummary = options?.PipelineSummary?.Select(item => new PipelineSummaryMessage(item.Key, item.Value, item.EnableMarkdown)).ToArray(),
            EnableMarkdown = true,
        }));
        return Task.CompletedTask;
    }

    [Obsolete("Use CompletePublishAsync(PublishCompletionOptions?, CancellationToken) instead.")]
    public Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default)
        => CompletePublishAsync(new PublishCompletionOptions { CompletionMessage = completionMessage, CompletionState = completionState }, cancellationToken);

    public void Show(string type, PublishingActivityData data) => sink.Write(new(type, data));
}
