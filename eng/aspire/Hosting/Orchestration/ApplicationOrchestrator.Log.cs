using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

internal sealed partial class ApplicationOrchestrator
{
    // Whoever started the application on a console sees neither the resource's state nor its log.
    private void TellOnConsole(IResource resource, string? state, int? exitCode)
    {
        if (string.Equals(state, KnownResourceStates.FailedToStart, StringComparison.Ordinal))
        {
            Log.NotStarted(_console, resource.Name);
        }
        else if (exitCode > 0)
        {
            Log.EndedWithError(_console, resource.Name, exitCode.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Resource '{ResourceName}' failed to start: {Reason}")]
        public static partial void FailedToStart(ILogger logger, string resourceName, string reason);

        [LoggerMessage(3, LogLevel.Error, "Resource '{ResourceName}' failed to start; its log says why.")]
        public static partial void NotStarted(ILogger logger, string resourceName);

        [LoggerMessage(4, LogLevel.Warning, "Resource '{ResourceName}' ended with exit code {ExitCode}; its log says why.")]
        public static partial void EndedWithError(ILogger logger, string resourceName, int exitCode);

        [LoggerMessage(2, LogLevel.Error, "Resource '{ResourceName}' failed to initialize.")]
        public static partial void InitializationFailed(ILogger logger, Exception exception, string resourceName);
    }
}
