using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows what code logs inside a step under that step.</summary>
internal sealed class PipelineLoggerProvider(IOptions<PipelineLoggingOptions> options) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new StepLogger(options.Value.IncludeExceptionDetails);

    public void Dispose()
    {
    }

    private sealed class StepLogger(bool includeExceptions) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (CurrentStep.Value?.Reporting is not { } step)
            {
                return;
            }

            var text = formatter(state, exception);
            step.Log(logLevel, includeExceptions && exception is not null ? $"{text} {exception}" : text);
        }
    }
}

/// <summary>What of the log is shown.</summary>
internal sealed class PipelineLoggingOptions
{
    public LogLevel MinimumLogLevel { get; set; } = LogLevel.Information;

    public bool IncludeExceptionDetails { get; set; }

    public static LogLevel Parse(string? text) => text?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRIT" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
