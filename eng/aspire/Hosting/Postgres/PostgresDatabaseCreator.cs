using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>Creates the databases of the model on a server that has become ready.</summary>
internal static partial class PostgresDatabaseCreator
{
    public static async Task CreateAsync(PostgresServerResource server, string connectionString, IServiceProvider services, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(server);
        var model = services.GetRequiredService<DistributedApplicationModel>();

        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        foreach (var database in model.Resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == server))
        {
            await CreateAsync(database, connection, logger, cancellationToken);
        }
    }

    private static async Task CreateAsync(PostgresDatabaseResource database, NpgsqlConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        var script = database.Annotations.OfType<PostgresCreateDatabaseScriptAnnotation>().LastOrDefault()?.Script;
        Log.Creating(logger, database.DatabaseName);
        try
        {
            using var quoting = new NpgsqlCommandBuilder();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is quoted; the script is the AppHost's own.
            command.CommandText = script ?? $"CREATE DATABASE {quoting.QuoteIdentifier(database.DatabaseName)}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
            Log.Created(logger, database.DatabaseName);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            Log.Exists(logger, database.DatabaseName);
        }
        catch (NpgsqlException exception)
        {
            // The database's own health check shows that it is missing; the other databases still get their chance.
            Log.Failed(logger, exception, database.DatabaseName);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Creating database '{Database}'")]
        public static partial void Creating(ILogger logger, string database);

        [LoggerMessage(2, LogLevel.Information, "Created database '{Database}'")]
        public static partial void Created(ILogger logger, string database);

        [LoggerMessage(3, LogLevel.Debug, "Database '{Database}' exists")]
        public static partial void Exists(ILogger logger, string database);

        [LoggerMessage(4, LogLevel.Error, "Could not create database '{Database}'")]
        public static partial void Failed(ILogger logger, Exception exception, string database);
    }
}
