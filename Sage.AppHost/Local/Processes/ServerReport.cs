using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>One line for the server's log on the dashboard and the same for the console.</summary>
internal sealed partial class ServerReport(string name, ILogger resource, ILogger console) : IProgress<string>
{
    public void Report(string value)
    {
        Log.Progress(resource, value);
        Log.NamedProgress(console, name, value);
    }

    public void Fail(string reason)
    {
        Log.Failure(resource, reason);
        Log.NamedFailure(console, name, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Line}")]
        public static partial void Progress(ILogger logger, string line);

        [LoggerMessage(2, LogLevel.Error, "{Line}")]
        public static partial void Failure(ILogger logger, string line);

        [LoggerMessage(3, LogLevel.Information, "{Server}: {Line}")]
        public static partial void NamedProgress(ILogger logger, string server, string line);

        [LoggerMessage(4, LogLevel.Error, "{Server}: {Line}")]
        public static partial void NamedFailure(ILogger logger, string server, string line);
    }
}
