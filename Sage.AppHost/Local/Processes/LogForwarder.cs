using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>Shows the log of the hidden process as the server's.</summary>
internal static partial class LogForwarder
{
    public static void Start(IResource process, ServerStart start, InitializeResourceEvent e, CancellationToken stopping) =>
        _ = RunAsync(e.Services.GetRequiredService<ResourceLoggerService>(), process, start, e.Logger, stopping);

    private static async Task RunAsync(ResourceLoggerService loggers, IResource process, ServerStart start, ILogger logger, CancellationToken stopping)
    {
        try
        {
            await foreach (var lines in loggers.WatchAsync(process).WithCancellation(stopping))
            {
                foreach (var line in start.HasFailed ? [] : lines)
                {
                    Log.Line(logger, WithoutTimestamp(line.Content));
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application ends.
        }
        catch (Exception x)
        {
            Log.Ended(logger, x); // A background task: unobserved, the reason would be lost.
        }
    }

    /// <summary>DCP puts the time before each line, and the logger does so again.</summary>
    internal static string WithoutTimestamp(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && DateTimeOffset.TryParse(line.AsSpan(0, blank), CultureInfo.InvariantCulture, out _) && line[..blank].Contains('T', StringComparison.Ordinal)
            ? line[(blank + 1)..]
            : line;
    }

    private static partial class Log
    {
        // Always information: Postgres writes everything to standard error.
        [LoggerMessage(1, LogLevel.Information, "{Line}")]
        public static partial void Line(ILogger logger, string line);

        [LoggerMessage(2, LogLevel.Error, "The log of the process is no longer followed.")]
        public static partial void Ended(ILogger logger, Exception exception);
    }
}
