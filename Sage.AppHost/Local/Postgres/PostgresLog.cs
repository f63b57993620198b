using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

internal static partial class PostgresLog
{
    [LoggerMessage(1, LogLevel.Warning, "The server did not end in order: {Reason}")]
    public static partial void NotStopped(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "The stored password of {User} differs from the one these data were made with; the server takes the stored one.")]
    public static partial void PasswordSet(ILogger logger, string user);

    [LoggerMessage(3, LogLevel.Information, "{Line}")]
    public static partial void Done(ILogger logger, string line);
}
