namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    internal static Lifetime GetLifetimeType(this IResource resource)
    {
        var source = LifetimeSource(resource);
        return source.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence)
            ? persistence.Mode is PersistenceMode.Session ? Lifetime.Session : Lifetime.Persistent
            : source.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var container) && container.Lifetime is ContainerLifetime.Persistent ? Lifetime.Persistent : Lifetime.Session;
    }

    internal static bool HasPersistentLifetime(this IResource resource) => resource.GetLifetimeType() is Lifetime.Persistent;

    /// <summary>The process that a resource ends with, if it ends with one.</summary>
    internal static (int Id, DateTime Timestamp)? GetParentProcess(this IResource resource)
    {
        var source = LifetimeSource(resource);
        if (!source.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence) || persistence.Mode is not PersistenceMode.ParentProcess)
        {
            return null;
        }

        return persistence is { ParentProcessId: { } id, ParentProcessTimestamp: { } timestamp }
            ? (id, timestamp)
            : throw new InvalidOperationException($"Resource '{source.Name}' has a parent process persistence mode but no parent process identity.");
    }

    /// <summary>The resource that decides: the last of those that share each other's lifetime.</summary>
    private static IResource LifetimeSource(IResource resource)
    {
        var visited = new HashSet<IResource>();
        for (var current = resource; ;)
        {
            if (!visited.Add(current))
            {
                throw new InvalidOperationException($"A circular lifetime reference was detected for resource '{current.Name}'.");
            }

            if (!current.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence) || persistence.Mode is not PersistenceMode.Resource)
            {
                return current;
            }

            current = persistence.SourceResource ?? throw new InvalidOperationException($"Resource '{current.Name}' has a resource persistence mode but no source resource.");
        }
    }
}
