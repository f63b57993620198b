using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Publishing;

/// <summary>What a resource needs to describe itself in a manifest.</summary>
public sealed partial class ManifestPublishingContext(DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    private readonly PortAllocator _ports = new();

    /// <summary>The context of the run that publishes.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Where the manifest goes.</summary>
    public string ManifestPath { get; } = manifestPath;

    /// <summary>Writes the manifest.</summary>
    public Utf8JsonWriter Writer { get; } = writer;

    /// <summary>Stops the publishing.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>A path relative to the manifest, with forward slashes.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var directory = Path.GetDirectoryName(Path.GetFullPath(ManifestPath)) ?? throw new DistributedApplicationException("Could not get directory name of output path");
        var local = path.Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar);
        return Path.GetRelativePath(directory, local).Replace('\\', '/');
    }

    /// <summary>Writes <c>env</c>: the variables of a resource as placeholders.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var configuration = await BuildAsync(ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig()).ConfigureAwait(false);
        if (!configuration.EnvironmentVariablesWithUnprocessed.Any())
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var (name, (unprocessed, processed)) in configuration.EnvironmentVariablesWithUnprocessed)
        {
            Writer.WriteString(name, Expression(unprocessed, processed));
            TryAddDependentResources(unprocessed);
        }

        Writer.WriteEndObject();
    }

    /// <summary>Writes <c>args</c>: the arguments of a resource as placeholders.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var configuration = await BuildAsync(ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig()).ConfigureAwait(false);
        if (!configuration.ArgumentsWithUnprocessed.Any())
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var (unprocessed, processed, _) in configuration.ArgumentsWithUnprocessed)
        {
            Writer.WriteStringValue(Expression(unprocessed, processed));
            TryAddDependentResources(unprocessed);
        }

        Writer.WriteEndArray();
    }

    /// <summary>Writes <c>connectionString</c>, if the resource has one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: { } expression })
        {
            TryAddDependentResources(expression);
            Writer.WriteString("connectionString", Expression(expression, expression.ValueExpression));
        }
    }

    /// <summary>Writes <c>bindings</c>: the endpoints of a resource.</summary>
    public void WriteBindings(IResource resource)
    {
        var endpoints = resource.ResolveEndpoints(_ports);
        if (endpoints.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var resolved in endpoints)
        {
            var endpoint = resolved.Endpoint;
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);
            if (resolved.ExposedPort is { Value: int port, IsImplicit: false } && resolved.TargetPort.Value != port)
            {
                Writer.WriteNumber("port", port);
            }

            if (resolved.TargetPort.Value is int targetPort)
            {
                Writer.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", value: true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    private async Task<IExecutionConfigurationResult> BuildAsync(IExecutionConfigurationBuilder builder)
    {
        var configuration = await builder.BuildAsync(ExecutionContext, NullLogger.Instance, CancellationToken).ConfigureAwait(false);
        if (configuration.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        return configuration;
    }
}
