using Microsoft.Extensions.Options;
using Npgsql;

namespace Sage.Api.Data;

internal static class DatabaseExtensions
{
    /// <summary>Key of a data source with one connection, for what must not wait in line with queries: the lease of the market.</summary>
    public const string LeaseConnection = ConnectionName;

    private const string ConnectionName = "sage";
    private const int LeaseTimeoutSeconds = 2;

    public static void AddSageDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        builder.Services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();

        var maxPoolSize = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>()?.MaxPoolSize
            ?? new DatabaseOptions().MaxPoolSize;
        builder.AddNpgsqlDataSource(ConnectionName, configureDataSourceBuilder: source =>
        {
            // The name in metrics and spans, instead of the connection string.
            source.Name = ConnectionName;
            ApplyDefaults(source.ConnectionStringBuilder, maxPoolSize);
        });
        builder.AddKeyedNpgsqlDataSource(LeaseConnection, settings => settings.DisableHealthChecks = true, ConfigureLease);
    }

    internal static void ConfigureLease(NpgsqlDataSourceBuilder source)
    {
        source.Name = "sage-lease";
        ApplyDefaults(source.ConnectionStringBuilder, maxPoolSize: 1);
        var connection = source.ConnectionStringBuilder;
        (connection.MinPoolSize, connection.MaxPoolSize) = (0, 1);
        (connection.Timeout, connection.CommandTimeout) = (LeaseTimeoutSeconds, LeaseTimeoutSeconds);
        // A statement every other second, and while Postgres is away a try every second, would bury everything else.
        source.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => false).EnablePhysicalOpenTracing(false));
    }

    /// <summary>What the connection string says always wins.</summary>
    internal static void ApplyDefaults(NpgsqlConnectionStringBuilder connection, int maxPoolSize)
    {
        if (!connection.ShouldSerialize("Maximum Pool Size"))
        {
            connection.MaxPoolSize = Math.Max(maxPoolSize, connection.MinPoolSize);
        }

        if (!connection.ShouldSerialize("Timeout"))
        {
            // Npgsql's 15 s is longer than any caller here waits.
            connection.Timeout = 5;
        }

        if (!connection.ShouldSerialize("Application Name"))
        {
            // Shows in pg_stat_activity who holds which connection.
            connection.ApplicationName = "sage";
        }
    }
}
