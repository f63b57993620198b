using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Turns an instance into the object that makes DCP start it; runs the callbacks of the model for arguments and environment.</summary>
internal sealed class ExecutableFactory(DistributedApplicationExecutionContext context, DistributedApplicationOptions options, IConfiguration configuration)
{
    /// <exception cref="DcpException">A value could not be had; the message says which and why.</exception>
    public async Task<LaunchedExecutable> CreateAsync(ResourceInstance instance, ILogger resourceLogger, CancellationToken cancellationToken)
    {
        var resource = instance.ModelResource;
        var values = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(context, resourceLogger, cancellationToken);
        if (values.Exception is { } exception)
        {
            throw new DcpException($"Failed to apply configuration to executable {resource.Name}: {Reason(exception)}", exception);
        }

        var (command, directory, tool) = Command(resource);
        var arguments = Arguments(resource, tool, values.Arguments);
        return new LaunchedExecutable(
            new ExecutableObject
            {
                Metadata = new DcpMetadata { Name = instance.DcpResourceName, Annotations = Annotations(instance) },
                Spec = new ExecutableSpec
                {
                    ExecutablePath = command,
                    WorkingDirectory = directory,
                    Args = [.. tool, .. arguments.Select(argument => argument.Value)],
                    Persistent = resource.HasPersistentLifetime() ? true : null,
                    MonitorPid = resource.GetParentProcess()?.Id,
                    MonitorTimestamp = resource.GetParentProcess()?.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
                    Env = [.. values.EnvironmentVariables.Select(variable => new DcpEnvironmentVariable(variable.Key, variable.Value))],
                },
            },
            arguments);
    }

    /// <summary>What an instance that has never been started looks like.</summary>
    public ExecutableObject CreateIdle(ResourceInstance instance)
    {
        var (command, directory, _) = Command(instance.ModelResource);
        return new ExecutableObject { Metadata = new DcpMetadata { Name = instance.DcpResourceName }, Spec = new ExecutableSpec { ExecutablePath = command, WorkingDirectory = directory } };
    }

    private (string Command, string? Directory, IReadOnlyList<string> ToolArguments) Command(IResource resource)
    {
        resource.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation);
        if (resource is ProjectResource project)
        {
            var metadata = project.GetProjectMetadata();
            return (annotation?.Command ?? "dotnet",
                annotation?.WorkingDirectory ?? Path.GetDirectoryName(metadata.ProjectPath),
                annotation is null ? ProjectCommand.Create(metadata, options.Configuration, configuration) : []);
        }

        return (annotation?.Command ?? "", annotation?.WorkingDirectory, []);
    }

    private static List<LaunchArgument> Arguments(IResource resource, IReadOnlyList<string> tool, IEnumerable<(string Value, bool IsSensitive)> modelArguments)
    {
        var fromModel = modelArguments.ToArray();
        var fromProfile = resource is ProjectResource project ? ProjectCommand.ProfileArguments(project) : [];
        if (fromProfile is not [] && fromModel is not [] && tool is not [])
        {
            fromProfile = ["--", .. fromProfile];
        }

        return [.. fromProfile.Select(value => (Value: value, IsSensitive: false)).Concat(fromModel)
            .Select((argument, index) => new LaunchArgument(argument.Value, argument.IsSensitive, tool.Count + index))];
    }

    private static Dictionary<string, string> Annotations(ResourceInstance instance)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DcpAnnotations.ResourceName] = instance.ModelResource.Name,
            [DcpAnnotations.OtelServiceName] = instance.ModelResource.Name,
            [DcpAnnotations.OtelServiceInstanceId] = instance.ModelResource.HasPersistentLifetime() ? instance.DcpResourceName : instance.Instance.Suffix,
            [DcpAnnotations.ReplicaCount] = instance.Replicas.ToString(CultureInfo.InvariantCulture),
            [DcpAnnotations.ReplicaIndex] = instance.Instance.Index.ToString(CultureInfo.InvariantCulture),
        };
        if (instance.Services.Count > 0)
        {
            annotations[DcpAnnotations.ServiceProducer] = JsonSerializer.Serialize([.. instance.Services.Select(service => service.ToProducer())], DcpJson.Default.ServiceProducers);
        }

        return annotations;
    }

    private static string Reason(Exception exception) => exception is AggregateException aggregate
        ? string.Join("; ", aggregate.Flatten().InnerExceptions.Select(inner => inner.Message))
        : exception.Message;
}
