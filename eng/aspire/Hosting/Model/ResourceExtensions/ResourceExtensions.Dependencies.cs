using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How far dependencies are followed.</summary>
public enum ResourceDependencyDiscoveryMode
{
    /// <summary>To the end.</summary>
    Recursive,

    /// <summary>One step.</summary>
    DirectOnly,
}

/// <summary>How dependencies are found.</summary>
public sealed class ResourceDependencyDiscoveryOptions
{
    /// <summary>How far they are followed.</summary>
    public ResourceDependencyDiscoveryMode DiscoveryMode { get; init; }

    /// <summary>Callbacks run once, and the start of the resource uses what they gave.</summary>
    public bool CacheAnnotationCallbackResults { get; init; }
}

public static partial class ResourceExtensions
{
    /// <summary>The resources this one cannot do without: its parent, those it waits for, those in its arguments and variables.</summary>
    public static Task<IReadOnlySet<IResource>> GetResourceDependenciesAsync(this IResource resource, DistributedApplicationExecutionContext executionContext, ResourceDependencyDiscoveryMode mode = ResourceDependencyDiscoveryMode.Recursive, CancellationToken cancellationToken = default)
        => resource.GetResourceDependenciesAsync(executionContext, new ResourceDependencyDiscoveryOptions { DiscoveryMode = mode }, cancellationToken);

    /// <summary>The resources this one cannot do without: its parent, those it waits for, those in its arguments and variables.</summary>
    public static async Task<IReadOnlySet<IResource>> GetResourceDependenciesAsync(this IResource resource, DistributedApplicationExecutionContext executionContext, ResourceDependencyDiscoveryOptions options, CancellationToken cancellationToken = default)
    {
        var dependencies = new HashSet<IResource>();
        var queue = new Queue<IResource>([resource]);
        while (queue.TryDequeue(out var next))
        {
            foreach (var dependency in await DirectDependenciesAsync(next, executionContext, options, cancellationToken).ConfigureAwait(false))
            {
                if (dependency != resource && dependencies.Add(dependency) && options.DiscoveryMode == ResourceDependencyDiscoveryMode.Recursive)
                {
                    queue.Enqueue(dependency);
                }
            }
        }

        return dependencies;
    }

    private static async Task<HashSet<IResource>> DirectDependenciesAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ResourceDependencyDiscoveryOptions options, CancellationToken cancellationToken)
    {
        var found = new HashSet<IResource>();
        if (resource is IResourceWithParent child)
        {
            found.Add(child.Parent);
        }

        found.UnionWith(resource.Annotations.OfType<WaitAnnotation>().Select(annotation => annotation.Resource));
        if (resource.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect))
        {
            found.Add(redirect.Resource);
        }

        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var value in await ConfigurationValuesAsync(resource, executionContext, options.CacheAnnotationCallbackResults, cancellationToken).ConfigureAwait(false))
        {
            Collect(value);
        }

        return found;

        void Collect(object? value)
        {
            var source = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
            if (source is null || !visited.Add(source))
            {
                return;
            }

            if (source is IResource dependency)
            {
                found.Add(dependency);
            }

            foreach (var reference in (source as IValueWithReferences)?.References ?? [])
            {
                Collect(reference);
            }
        }
    }

    private static async Task<List<object>> ConfigurationValuesAsync(IResource resource, DistributedApplicationExecutionContext executionContext, bool cache, CancellationToken cancellationToken)
    {
        if (cache)
        {
            var gathered = new ExecutionConfigurationGathererContext();
            await new EnvironmentVariablesGatherer().GatherAsync(gathered, resource, NullLogger.Instance, executionContext, cancellationToken).ConfigureAwait(false);
            await new ArgumentsGatherer().GatherAsync(gathered, resource, NullLogger.Instance, executionContext, cancellationToken).ConfigureAwait(false);
            return [.. gathered.EnvironmentVariables.Values, .. gathered.Arguments];
        }

        var variables = new EnvironmentCallbackContext(executionContext, resource, [], cancellationToken);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await callback.Callback(variables).ConfigureAwait(false);
        }

        var arguments = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await callback.Callback(arguments).ConfigureAwait(false);
        }

        return [.. variables.EnvironmentVariables.Values, .. arguments.Args];
    }
}
