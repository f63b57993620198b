using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>The instances on the engine, once they have names.</summary>
    internal static bool TryGetInstances(this IResource resource, out ImmutableArray<DcpInstance> instances)
    {
        instances = resource.TryGetLastAnnotation<DcpInstancesAnnotation>(out var annotation) ? annotation.Instances : [];
        return !instances.IsEmpty;
    }

    /// <summary>The names under which the resource's state is published: of its instances, or its own.</summary>
    internal static string[] GetResolvedResourceNames(this IResource resource)
        => resource.TryGetInstances(out var instances) ? [.. instances.Select(instance => instance.Name)] : [resource.Name];

    /// <summary>The only name under which the resource's state is published.</summary>
    internal static string GetResolvedResourceName(this IResource resource) => resource.GetResolvedResourceNames() switch
    {
        [var name] => name,
        [] => throw new InvalidOperationException($"Resource '{resource.Name}' has no resolved names."),
        var names => throw new InvalidOperationException($"Resource '{resource.Name}' has multiple resolved names: {string.Join(", ", names)}."),
    };

    /// <summary>The name shown for an instance.</summary>
    internal static string GetResolvedDisplayResourceName(this IResource resource, string resourceId)
        => resource.GetReplicaCount() > 1 ? resourceId : resource.Name;

    /// <summary>The type shown for the resource.</summary>
    internal static string GetResourceType(this IResource resource) => resource switch
    {
        ProjectResource => KnownResourceTypes.Project,
        ContainerResource => KnownResourceTypes.Container,
        ExecutableResource when resource.HasAnnotationOfType<IProjectMetadata>() => KnownResourceTypes.Project,
        ExecutableResource => KnownResourceTypes.Executable,
        ParameterResource => KnownResourceTypes.Parameter,
        ConnectionStringResource => KnownResourceTypes.ConnectionString,
        ExternalServiceResource => KnownResourceTypes.ExternalService,
        _ => resource.GetType().Name,
    };
}
