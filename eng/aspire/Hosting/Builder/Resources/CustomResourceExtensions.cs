using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>For resources that report their own state.</summary>
public static class CustomResourceExtensions
{
    /// <summary>Sets the state that is shown before the resource starts.</summary>
    public static IResourceBuilder<TResource> WithInitialState<TResource>(this IResourceBuilder<TResource> builder, CustomResourceSnapshot initialSnapshot)
        where TResource : IResource
    {
        ArgumentNullException.ThrowIfNull(initialSnapshot);
        return builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
    }
}
