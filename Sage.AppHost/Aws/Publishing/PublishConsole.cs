using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Sage.AppHost.Aws.Publishing;

/// <summary>
/// The console of a run without the CLI. Aspire and the host log one failure four times with stack traces; here it is one line, unless
/// it is a bug: that is shown in full, once.
/// </summary>
internal sealed class PublishConsole() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "publish";
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly HashSet<Exception> _shown = [];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Exception is { } exception)
        {
            WriteFailure(exception, textWriter);
        }
        else if (!logEntry.Category.Equals(Host, StringComparison.Ordinal))
        {
            var prefix = logEntry.LogLevel switch
            {
                LogLevel.Warning => "warning: ",
                >= LogLevel.Error => "error: ",
                _ => "",
            };
            textWriter.WriteLine(prefix + logEntry.Formatter(logEntry.State, logEntry.Exception));
        }
    }

    private void WriteFailure(Exception exception, TextWriter writer)
    {
        var cause = exception is DistributedApplicationException { InnerException: DistributedApplicationException inner } ? inner : exception;
        lock (_shown)
        {
            if (!_shown.Add(cause) || exception is OperationCanceledException)
            {
                return;
            }
        }

        // Messages of this exception are written for the reader.
        writer.WriteLine($"error: {(cause is DistributedApplicationException ? cause.Message : cause)}");
    }
}
