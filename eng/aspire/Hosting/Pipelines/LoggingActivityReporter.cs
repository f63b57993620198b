using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows a run in the AppHost's log.</summary>
internal sealed partial class LoggingActivityReporter(ILogger<PipelineExecutor> logger) : IPipelineActivityReporter
{
    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default)
        => Task.FromResult<IReportingStep>(new Step(logger));

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        foreach (var item in options?.PipelineSummary ?? [])
        {
            Log.Summary(logger, item.Key, item.Value);
        }

        return Task.CompletedTask;
    }

    [Obsolete("Use CompletePublishAsync(PublishCompletionOptions?, CancellationToken) instead.")]
    public Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default)
        => CompletePublishAsync(options: null, cancellationToken);

    private sealed class Step(ILogger logger) : IReportingStep, IReportingTask
    {
        public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default)
        {
            Log.Line(logger, LogLevel.Information, statusText);
            return Task.FromResult<IReportingTask>(new Step(logger));
        }

        public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => CreateTaskAsync(statusText.Value, cancellationToken);

        [Obsolete("Use Log(LogLevel, string) or Log(LogLevel, MarkdownString) instead.")]
        void IReportingStep.Log(LogLevel logLevel, string message, bool enableMarkdown) => Log.Line(logger, logLevel, message);

        void IReportingStep.Log(LogLevel logLevel, string message) => Log.Line(logger, logLevel, message);

        void IReportingStep.Log(LogLevel logLevel, MarkdownString message) => Log.Line(logger, logLevel, message.Value);

        public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default)
        {
            Log.Line(logger, LogLevel.Information, statusText);
            return Task.CompletedTask;
        }

        public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => UpdateAsync(statusText.Value, cancellationToken);

        /// <summary>The pipeline logs failures itself, with their cause.</summary>
        Task IReportingStep.CompleteAsync(string completionText, CompletionState completionState, CancellationToken cancellationToken) => Task.CompletedTask;

        Task IReportingStep.CompleteAsync(MarkdownString completionText, CompletionState completionState, CancellationToken cancellationToken) => Task.CompletedTask;

        Task IReportingTask.CompleteAsync(string? completionMessage, CompletionState completionState, CancellationToken cancellationToken)
        {
            if (completionMessage is not null)
            {
                Log.Line(logger, completionState == CompletionState.CompletedWithError ? LogLevel.Error : LogLevel.Information, completionMessage);
            }

            return Task.CompletedTask;
        }

        Task IReportingTask.CompleteAsync(MarkdownString completionMessage, CompletionState completionState, CancellationToken cancellationToken)
            => ((IReportingTask)this).CompleteAsync(completionMessage.Value, completionState, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Text}")]
        public static partial void Line(ILogger logger, LogLevel level, string text);

        [LoggerMessage(2, LogLevel.Information, "{Key}: {Value}")]
        public static partial void Summary(ILogger logger, string key, string value);
    }
}
