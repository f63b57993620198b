using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Valkey;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Valkey servers to the model.</summary>
public static class ValkeyBuilderExtensions
{
    private const int ContainerPort = 6379;
    private const string DataDirectory = "/data";
    private const string PasswordVariable = "VALKEY_PASSWORD";

    /// <summary>Adds a Valkey server with a generated password.</summary>
    public static IResourceBuilder<ValkeyResource> AddValkey(this IDistributedApplicationBuilder builder, string name, int? port)
        => builder.AddValkey(name, port, password: null);

    /// <summary>Adds a Valkey server; without <paramref name="password"/> one is generated and kept.</summary>
    public static IResourceBuilder<ValkeyResource> AddValkey(
        this IDistributedApplicationBuilder builder,
        string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        // A comma in the password would end it: https://github.com/StackExchange/StackExchange.Redis/issues/680
        var valkey = new ValkeyResource(
            name,
            password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));

        string? connectionString = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(valkey, async (_, cancellationToken) =>
            connectionString = await valkey.ConnectionStringExpression.GetValueAsync(cancellationToken)
                ?? throw new DistributedApplicationException($"The connection string of '{name}' is null; it must have a value before '{name}' can be used."));

        var healthCheck = $"{name}_check";
        builder.Services.AddKeyedSingleton(healthCheck, (_, _) => new ValkeyHealthCheck(() => connectionString));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            healthCheck, services => services.GetRequiredKeyedService<ValkeyHealthCheck>(healthCheck), failureStatus: null, tags: null));

        return builder.AddResource(valkey)
            .WithEndpoint(port: port, targetPort: ContainerPort, name: ValkeyResource.PrimaryEndpointName)
            .WithImage(ValkeyContainerImageTags.Image, ValkeyContainerImageTags.Tag)
            .WithImageRegistry(ValkeyContainerImageTags.Registry)
            .WithIconName("Database")
            .WithHealthCheck(healthCheck)
            // A shell in between keeps the password out of the container's arguments: https://github.com/microsoft/aspire/issues/3838
            .WithEntrypoint("/bin/sh")
            .WithEnvironment(context =>
            {
                if (valkey.PasswordParameter is { } parameter)
                {
                    context.EnvironmentVariables[PasswordVariable] = parameter;
                }
            })
            .WithArgs(context =>
            {
                context.Args.Add("-c");
                context.Args.Add(ServerCommand(valkey));
            });
    }

    /// <summary>Keeps the server's data in a named volume and turns on snapshots.</summary>
    public static IResourceBuilder<ValkeyResource> WithDataVolume(this IResourceBuilder<ValkeyResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataDirectory, isReadOnly).WithSnapshots(isReadOnly);
    }

    /// <summary>Keeps the server's data in a directory of the host and turns on snapshots.</summary>
    public static IResourceBuilder<ValkeyResource> WithDataBindMount(this IResourceBuilder<ValkeyResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return builder.WithBindMount(source, DataDirectory, isReadOnly).WithSnapshots(isReadOnly);
    }

    /// <summary>Writes a snapshot every <paramref name="interval"/> (60 seconds) in which at least <paramref name="keysChangedThreshold"/> keys changed.</summary>
    public static IResourceBuilder<ValkeyResource> WithPersistence(this IResourceBuilder<ValkeyResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(
            new PersistenceAnnotation(interval ?? TimeSpan.FromSeconds(60), keysChangedThreshold),
            ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<ValkeyResource> WithSnapshots(this IResourceBuilder<ValkeyResource> builder, bool isReadOnly)
        => isReadOnly ? builder : builder.WithPersistence();

    private static string ServerCommand(ValkeyResource valkey)
    {
        var command = "valkey-server";
        if (valkey.PasswordParameter is not null)
        {
            command += $" --requirepass ${PasswordVariable}";
        }

        if (valkey.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence))
        {
            command += string.Create(CultureInfo.InvariantCulture, $" --save {persistence.Interval.TotalSeconds} {persistence.KeysChangedThreshold}");
        }

        return command;
    }

    // Snapshots after this interval when at least so many keys changed.
    private sealed class PersistenceAnnotation(TimeSpan interval, long keysChangedThreshold) : IResourceAnnotation
    {
        public TimeSpan Interval { get; } = interval;

        public long KeysChangedThreshold { get; } = keysChangedThreshold;
    }
}
