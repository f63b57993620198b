using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts the resource once the dependency runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilHealthy, behavior: null);

    /// <summary>Starts the resource once the dependency runs and is healthy; says what to do if the dependency fails.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilHealthy, waitBehavior);

    /// <summary>Starts the resource once the dependency runs, healthy or not.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilStarted, behavior: null);

    /// <summary>Starts the resource once the dependency runs, healthy or not; says what to do if the dependency fails.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilStarted, waitBehavior);

    /// <summary>Starts the resource once the dependency has ended with the exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(dependency);
        EnsureCanWait(builder.Resource, dependency.Resource);
        return builder
            .WithRelationship(dependency.Resource, KnownRelationshipTypes.WaitFor)
            .WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.WaitForCompletion, exitCode));
    }

    /// <summary>Leaves the resource stopped until someone starts it.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource
        => builder.WithAnnotation(new ExplicitStartupAnnotation());

    // Only the dependency that was asked for becomes a relationship, not its parents.
    private static IResourceBuilder<T> Wait<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitType type, WaitBehavior? behavior, bool isRoot = true)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(dependency);
        EnsureCanWait(builder.Resource, dependency.Resource);

        foreach (var further in ImpliedDependencies(dependency.Resource, type))
        {
            builder.Wait(builder.ApplicationBuilder.CreateResourceBuilder(further), type, behavior, isRoot: false);
        }

        if (isRoot)
        {
            builder.WithRelationship(dependency.Resource, KnownRelationshipTypes.WaitFor);
        }

        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource, type) { WaitBehavior = behavior });
    }

    private static IEnumerable<IResource> ImpliedDependencies(IResource dependency, WaitType type)
    {
        if (dependency is IResourceWithParent child)
        {
            yield return child.Parent;
        }

        // A connection string only counts as started with the resources it is made of.
        if (type == WaitType.WaitUntilStarted && dependency is ConnectionStringResource connection)
        {
            foreach (var resource in connection.ConnectionStringExpression.ValueProviders.OfType<IResource>())
            {
                yield return resource;
            }
        }
    }

    private static void EnsureCanWait(IResource resource, IResource dependency)
    {
        if (resource == dependency)
        {
            throw new DistributedApplicationException($"The '{resource.Name}' resource cannot wait for itself.");
        }

        if (resource is IResourceWithParent child && child.Parent == dependency)
        {
            throw new DistributedApplicationException($"The '{resource.Name}' resource cannot wait for its parent '{dependency.Name}'.");
        }
    }
}
