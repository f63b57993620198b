using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>One line per event, with the step that it belongs to.</summary>
internal sealed class PipelineConsoleFormatter(TimeProvider timeProvider, IOptions<PipelineLoggingOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "aspire-pipeline";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var isExecutor = string.Equals(logEntry.Category, ConsoleActivities.Category, StringComparison.Ordinal);
        var includeException = options.Value.IncludeExceptionDetails && logEntry.Exception is not null;
        // The step ends with the message itself.
        if (isExecutor && logEntry.EventId.Id == PipelineRun.Log.FailedId && logEntry.Exception is not null && !includeException)
        {
            return;
        }

        textWriter.Write(timeProvider.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        if (!isExecutor || logEntry.EventId.Id != ConsoleActivities.LineId)
        {
            if (CurrentStep.Value is { Name: not ConsoleActivities.Whole and var step })
            {
                textWriter.Write($"({step}) ");
            }

            textWriter.Write(ConsoleActivities.Mark(logEntry.LogLevel));
            textWriter.Write(' ');
        }

        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (includeException)
        {
            textWriter.Write(' ');
            textWriter.Write(logEntry.Exception);
        }
        else if (logEntry.Exception is { } exception)
        {
            textWriter.Write($" {exception.GetType().Name}: {exception.Message}");
        }

        textWriter.WriteLine();
    }
}
