using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aspire.Npgsql;

/// <summary>The data source and the connections it hands out, under Npgsql's and ADO.NET's types.</summary>
internal static class NpgsqlServices
{
    public static void Add(IServiceCollection services, object? key, Func<string> connectionString, Action<NpgsqlDataSourceBuilder>? configure)
    {
        services.TryAdd(Describe(key, ServiceLifetime.Singleton, sp => Create(sp, connectionString(), configure)));
        // A singleton too: a transient would be disposed with the scope that asked for it.
        services.TryAdd(Describe<DbDataSource>(key, ServiceLifetime.Singleton, sp => Get(sp, key)));
        services.TryAdd(Describe(key, ServiceLifetime.Transient, sp => Get(sp, key).CreateConnection()));
        services.TryAdd(Describe<DbConnection>(key, ServiceLifetime.Transient, sp => Get(sp, key).CreateConnection()));
    }

    public static NpgsqlDataSource Get(IServiceProvider services, object? key) => key is null
        ? services.GetRequiredService<NpgsqlDataSource>()
        : services.GetRequiredKeyedService<NpgsqlDataSource>(key);

    private static NpgsqlDataSource Create(IServiceProvider services, string connectionString, Action<NpgsqlDataSourceBuilder>? configure)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseLoggerFactory(services.GetService<ILoggerFactory>());
        configure?.Invoke(builder);
        return builder.Build();
    }

    private static ServiceDescriptor Describe<T>(object? key, ServiceLifetime lifetime, Func<IServiceProvider, T> create)
        where T : class => key is null
        ? new ServiceDescriptor(typeof(T), create, lifetime)
        : new ServiceDescriptor(typeof(T), key, (sp, _) => create(sp), lifetime);
}
