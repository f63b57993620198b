using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Npgsql data sources with health check, traces and metrics.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string Section = "Aspire:Npgsql";
    private const string Instrumentation = "Npgsql";

    /// <summary>Registers an <see cref="NpgsqlDataSource"/> for the connection string <paramref name="connectionName"/>.</summary>
    public static void AddNpgsqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<NpgsqlSettings>? configureSettings = null, Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
        => Add(builder, connectionName, key: null, configureSettings, configureDataSourceBuilder);

    /// <summary>Registers an <see cref="NpgsqlDataSource"/> under the key <paramref name="name"/>, which also names its connection string.</summary>
    public static void AddKeyedNpgsqlDataSource(this IHostApplicationBuilder builder, string name, Action<NpgsqlSettings>? configureSettings = null, Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Add(builder, name, name, configureSettings, configureDataSourceBuilder);
    }

    private static void Add(IHostApplicationBuilder builder, string connectionName, object? key, Action<NpgsqlSettings>? configureSettings, Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = ReadSettings(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);

        // The connection string is asked for when the data source is, so that a missing one is reported through the app's logging.
        NpgsqlServices.Add(builder.Services, key, () => RequireConnectionString(settings, connectionName), configureDataSourceBuilder);

        if (!settings.DisableHealthChecks)
        {
            AddHealthCheck(builder, key is null ? "PostgreSql" : $"PostgreSql_{connectionName}", key);
        }

        if (!settings.DisableTracing)
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(Instrumentation));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(Instrumentation));
        }
    }

    private static NpgsqlSettings ReadSettings(IConfiguration configuration, string connectionName)
    {
        var settings = new NpgsqlSettings();
        var section = configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        settings.ConnectionString = configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        return settings;
    }

    private static string RequireConnectionString(NpgsqlSettings settings, string connectionName)
        => string.IsNullOrWhiteSpace(settings.ConnectionString)
            ? throw new InvalidOperationException($"ConnectionString is missing. Set 'ConnectionStrings:{connectionName}' or '{Section}:ConnectionString' in the configuration.")
            : settings.ConnectionString;

    private static void AddHealthCheck(IHostApplicationBuilder builder, string name, object? key)
    {
        // A second registration under one name would fail every health request.
        if (builder.Properties.TryAdd($"Aspire.HealthChecks.{name}", true))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                name, services => new NpgsqlHealthCheck(NpgsqlServices.Get(services, key)), failureStatus: null, tags: null));
        }
    }
}
