using Dapper;
using Npgsql;

namespace Sage.Api.Data;

/// <summary>The table that remembers which scripts have run, and the lock that makes it the work of one process at a time.</summary>
internal static class MigrationJournal
{
    // Any number will do as long as it stays the same: "sage" in ASCII.
    private const long LockKey = 0x73616765;

    private const string CreateSql = """
        create table if not exists schema_migrations (
          ordinal     integer     primary key,
          name        text        not null,
          checksum    text        not null,
          applied_at  timestamptz not null default now(),
          duration_ms bigint      not null
        )
        """;

    private const string InsertSql = """
        insert into schema_migrations (ordinal, name, checksum, duration_ms)
        values (@Ordinal, @Name, @Checksum, @Duration)
        """;

    public static async Task LockAsync(NpgsqlConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, $"set lock_timeout = {(long)timeout.TotalMilliseconds}", cancellationToken);
            // The server's lock_timeout ends the wait, not the client's command timeout.
            await using var command = new NpgsqlCommand($"select pg_advisory_lock({LockKey})", connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await ExecuteAsync(connection, "reset lock_timeout", cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new MigrationException($"Another migration run has held the lock for {timeout.TotalSeconds:0} s; look at pg_stat_activity and end it, or wait.", exception);
        }
    }

    /// <summary>A connection that broke has lost its locks already.</summary>
    public static async Task UnlockAsync(NpgsqlConnection connection)
    {
        if (connection.FullState == System.Data.ConnectionState.Open)
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    public static Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, CreateSql, cancellationToken);

    public static async Task<IReadOnlyCollection<AppliedMigration>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AppliedMigration>(new CommandDefinition("select ordinal, name, checksum from schema_migrations", cancellationToken: cancellationToken))];

    public static Task AddAsync(NpgsqlConnection connection, MigrationScript script, TimeSpan duration, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new { script.Ordinal, script.Name, script.Checksum, Duration = (long)duration.TotalMilliseconds },
            cancellationToken: cancellationToken));

    private static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
}
