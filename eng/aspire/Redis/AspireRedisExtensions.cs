using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers connections to Redis and Valkey with a health check.</summary>
public static class AspireRedisExtensions
{
    internal const string Section = "Aspire:StackExchange:Redis";

    /// <summary>Registers an <see cref="IConnectionMultiplexer"/> for the connection string <paramref name="connectionName"/>.</summary>
    public static void AddRedisClient(this IHostApplicationBuilder builder, string connectionName, Action<StackExchangeRedisSettings>? configureSettings = null, Action<ConfigurationOptions>? configureOptions = null)
        => Add(builder, connectionName, serviceKey: null, configureSettings, configureOptions);

    /// <summary>As <see cref="AddRedisClient"/>, returning what extensions of the client build on.</summary>
    public static AspireRedisClientBuilder AddRedisClientBuilder(this IHostApplicationBuilder builder, string connectionName, Action<StackExchangeRedisSettings>? configureSettings = null, Action<ConfigurationOptions>? configureOptions = null)
        => Add(builder, connectionName, serviceKey: null, configureSettings, configureOptions);

    /// <summary>Registers an <see cref="IConnectionMultiplexer"/> under the key <paramref name="name"/>, which also names its connection string.</summary>
    public static void AddKeyedRedisClient(this IHostApplicationBuilder builder, string name, Action<StackExchangeRedisSettings>? configureSettings = null, Action<ConfigurationOptions>? configureOptions = null)
        => AddKeyedRedisClientBuilder(builder, name, configureSettings, configureOptions);

    /// <summary>As <see cref="AddKeyedRedisClient"/>, returning what extensions of the client build on.</summary>
    public static AspireRedisClientBuilder AddKeyedRedisClientBuilder(this IHostApplicationBuilder builder, string name, Action<StackExchangeRedisSettings>? configureSettings = null, Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(builder, name, name, configureSettings, configureOptions);
    }

    private static AspireRedisClientBuilder Add(IHostApplicationBuilder builder, string connectionName, string? serviceKey, Action<StackExchangeRedisSettings>? configureSettings, Action<ConfigurationOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var section = builder.Configuration.GetSection(Section);
        var settings = ReadSettings(builder.Configuration, section, connectionName);
        configureSettings?.Invoke(settings);

        var optionsName = serviceKey ?? Options.Options.DefaultName;
        AddOptions(builder.Services, optionsName, settings, options =>
        {
            section.GetSection(nameof(ConfigurationOptions)).Bind(options);
            section.GetSection(connectionName).GetSection(nameof(ConfigurationOptions)).Bind(options);
            configureOptions?.Invoke(options);
        });

        RedisConnection Connection(IServiceProvider services) => new(services, connectionName, optionsName, serviceKey);
        builder.Services.Add(serviceKey is null
            ? ServiceDescriptor.Singleton<IConnectionMultiplexer>(services => Connection(services).Connect())
            : ServiceDescriptor.KeyedSingleton<IConnectionMultiplexer>(serviceKey, (services, _) => Connection(services).Connect()));

        if (!settings.DisableAutoActivation)
        {
            builder.Services.AddSingleton<IHostedService>(Connection);
        }

        var healthCheck = serviceKey is null ? "StackExchange.Redis" : $"StackExchange.Redis_{connectionName}";

        // A second registration under one name would fail every health request.
        if (!settings.DisableHealthChecks && builder.Properties.TryAdd($"Aspire.HealthChecks.{healthCheck}", true))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                healthCheck, services => new RedisHealthCheck(() => Connection(services).Multiplexer), failureStatus: null, tags: null));
        }

        return new AspireRedisClientBuilder(builder, settings, serviceKey);
    }

    private static StackExchangeRedisSettings ReadSettings(IConfiguration configuration, IConfiguration section, string connectionName)
    {
        var settings = new StackExchangeRedisSettings();
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        settings.ConnectionString = configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        return settings;
    }

    private static void AddOptions(IServiceCollection services, string optionsName, StackExchangeRedisSettings settings, Action<ConfigurationOptions> configure)
    {
        services.AddKeyedSingleton(optionsName, new RegisteredRedisClient(settings));
        services.TryAddTransient<IOptionsFactory<ConfigurationOptions>, RedisOptionsFactory>();
        services.Configure(optionsName, configure);
    }
}
