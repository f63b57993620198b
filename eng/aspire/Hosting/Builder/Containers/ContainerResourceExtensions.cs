using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Telling containers from other resources.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>All resources of the application that run as containers.</summary>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
        => model.Resources.Where(IsContainer);

    /// <summary>Whether the resource has an image, whatever its type.</summary>
    public static bool IsContainer(this IResource resource)
        => resource.Annotations.OfType<ContainerImageAnnotation>().Any();
}
