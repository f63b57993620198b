using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Parents and children of a model.</summary>
internal sealed class ResourceFamily
{
    private readonly ILookup<IResource, IResource> _children;

    public ResourceFamily(DistributedApplicationModel model)
    {
        _children = model.Resources.OfType<IResourceWithParent>().ToLookup(child => child.Parent, IResource (child) => child);
        foreach (var resource in model.Resources)
        {
            ThrowIfOwnAncestor(resource);
        }
    }

    /// <summary>The parent by type, or the one given by a relationship.</summary>
    public static IResource? ParentOf(IResource resource) => (resource as IResourceWithParent)?.Parent ?? AnnotatedParent(resource);

    /// <summary>The resource and, parents first, what is a part of it and so shares its life.</summary>
    public IEnumerable<IResource> WithDependentChildren(IResource resource)
        => _children[resource].Where(child => !HasOwnLife(child)).SelectMany(WithDependentChildren).Prepend(resource);

    private static bool HasOwnLife(IResource resource)
        => resource is ContainerResource or ProjectResource or ExecutableResource or ParameterResource or ConnectionStringResource or ExternalServiceResource
            || resource.Annotations.OfType<ContainerImageAnnotation>().Any();

    private static IResource? AnnotatedParent(IResource resource)
        => resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(relationship => string.Equals(relationship.Type, KnownRelationshipTypes.Parent, StringComparison.Ordinal))?.Resource;

    private static void ThrowIfOwnAncestor(IResource resource)
    {
        var path = new List<IResource>();
        for (var current = resource; current is not null; current = AnnotatedParent(current))
        {
            if (path.Contains(current))
            {
                throw new InvalidOperationException($"Circular dependency detected: {string.Join(" -> ", path.Append(current).Select(member => member.Name))}");
            }

            path.Add(current);
        }
    }
}
