using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sage.Api.Data;

/// <summary>Opens the connection of a migration run; a server that is still starting is waited for, within a bound.</summary>
internal sealed partial class MigrationDatabase(NpgsqlDataSource source, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<MigrationDatabase> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await source.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException exception) when (IsStarting(exception) && time.GetElapsedTime(started) < options.Value.ConnectTimeout)
            {
                if (attempt == 1)
                {
                    Log.Waiting(logger, exception.Message);
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                throw new MigrationException($"No connection to the database after {time.GetElapsedTime(started).TotalSeconds:0} s: {exception.Message}", exception);
            }
        }
    }

    // A refused connection, a server in start-up or recovery, a database that is about to be created. A wrong password is none of these.
    internal static bool IsStarting(NpgsqlException exception) => exception is PostgresException postgres
        ? postgres.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.TooManyConnections
        : exception.IsTransient || exception.InnerException is SocketException or IOException or TimeoutException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Waiting for the database: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
