using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sage.Api.Data;

/// <summary>
/// Brings the schema to the newest script: one at a time across all processes (advisory lock), in order, each script in one
/// transaction with its journal row.
/// </summary>
internal sealed partial class Migrator(MigrationDatabase database, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<Migrator> logger)
{
    public static readonly ActivitySource Activities = new("Sage.Migrations");

    public async Task<MigrationPlan> RunAsync(IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await MigrationJournal.LockAsync(connection, options.Value.LockTimeout, cancellationToken);
        try
        {
            await MigrationJournal.EnsureAsync(connection, cancellationToken);
            var plan = MigrationPlan.Create(scripts, await MigrationJournal.ReadAsync(connection, cancellationToken));
            if (plan.Ahead > 0)
            {
                Log.Ahead(logger, plan.Ahead);
            }

            foreach (var script in plan.Pending)
            {
                await ApplyAsync(connection, script, cancellationToken);
            }

            return plan;
        }
        finally
        {
            await MigrationJournal.UnlockAsync(connection);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellationToken)
    {
        using var activity = Activities.StartActivity($"migrate {script.Name}");
        var started = time.GetTimestamp();
        try
        {
            await using var transaction = script.InTransaction ? await connection.BeginTransactionAsync(cancellationToken) : null;
            foreach (var statement in SqlStatements.Split(script.Sql))
            {
                await ExecuteAsync(connection, script, statement, cancellationToken);
            }

            await MigrationJournal.AddAsync(connection, script, time.GetElapsedTime(started), cancellationToken);
            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception exception)
        {
            activity?.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }

        Log.Applied(logger, script.Name, (long)time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, MigrationScript script, SqlStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(statement.Text, connection) { CommandTimeout = (int)options.Value.StatementTimeout.TotalSeconds };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            // Postgres counts from 1 within the statement, and says 0 when it knows no place.
            var postgres = exception as PostgresException;
            var (line, column) = SqlStatements.Locate(script.Sql, statement.Offset + Math.Max(0, (postgres?.Position ?? 0) - 1));
            var undone = script.InTransaction ? "nothing of it was kept" : "it runs outside a transaction: check what it left behind";
            throw new MigrationException($"{script.Name}, line {line}, column {column}: {postgres?.MessageText ?? exception.Message} ({postgres?.SqlState ?? "no answer"}); {undone}.", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Applied {Script} in {Milliseconds} ms.")]
        public static partial void Applied(ILogger logger, string script, long milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "The database has {Count} migrations that this version does not know; it serves as an older version.")]
        public static partial void Ahead(ILogger logger, int count);
    }
}
