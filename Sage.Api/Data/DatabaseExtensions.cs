using Microsoft.Extensions.Options;
using Npgsql;

namespace Sage.Api.Data;

internal static class DatabaseExtensions
{
    private const string ConnectionName = "sage";

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
