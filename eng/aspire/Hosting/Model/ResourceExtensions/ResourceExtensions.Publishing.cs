using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>The image of a container, a built one first.</summary>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
        => resource.TryGetContainerImageName(useBuiltImage: true, out imageName);

    /// <summary>The image of a container.</summary>
    public static bool TryGetContainerImageName(this IResource resource, bool useBuiltImage, [NotNullWhen(true)] out string? imageName)
    {
        if (useBuiltImage && resource.Annotations.OfType<DockerfileBuildAnnotation>().SingleOrDefault() is { ImageName.Length: > 0 } built)
        {
            imageName = string.IsNullOrEmpty(built.ImageTag) ? built.ImageName : $"{built.ImageName}:{built.ImageTag}";
            return true;
        }

        if (!resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            imageName = null;
            return false;
        }

        var registry = string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/";
        var version = image switch
        {
            { SHA256.Length: > 0 } => $"@sha256:{image.SHA256}",
            { Tag.Length: > 0 } => $":{image.Tag}",
            _ => "",
        };
        imageName = $"{registry}{image.Image}{version}";
        return true;
    }

    /// <summary>The resource's container image is built from source.</summary>
    public static bool RequiresImageBuild(this IResource resource)
        => !resource.IsExcludedFromPublish() && (resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>());

    /// <summary>The resource's container image is built from source and pushed to a registry.</summary>
    public static bool RequiresImageBuildAndPush(this IResource resource)
        => resource.RequiresImageBuild() && !resource.IsBuildOnlyContainer();

    /// <summary>Where the resource was told to run.</summary>
    public static IComputeEnvironmentResource? GetComputeEnvironment(this IResource resource)
        => resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var annotation) ? annotation.ComputeEnvironment : null;

    /// <summary>What the resource becomes where it is deployed, or null when it goes elsewhere or nowhere.</summary>
    public static DeploymentTargetAnnotation? GetDeploymentTargetAnnotation(this IResource resource, IComputeEnvironmentResource? targetComputeEnvironment = null)
    {
        var chosen = resource.GetComputeEnvironment();
        var targets = resource.Annotations.OfType<DeploymentTargetAnnotation>().ToArray();
        if (targets.Length == 0 || (chosen is not null && targetComputeEnvironment is not null && chosen != targetComputeEnvironment))
        {
            return null;
        }

        if (chosen is not null)
        {
            return targets.SingleOrDefault(target => target.ComputeEnvironment == chosen);
        }

        if (targets.Length > 1)
        {
            var names = string.Join(", ", targets.Select(target => target.ComputeEnvironment?.Name));
            throw new InvalidOperationException($"Resource '{resource.Name}' has multiple compute environments - '{names}'. Please specify a single compute environment using 'WithComputeEnvironment'.");
        }

        return targetComputeEnvironment is null || targets[0].ComputeEnvironment == targetComputeEnvironment ? targets[0] : null;
    }

    /// <summary>The image only carries files for others.</summary>
    internal static bool IsBuildOnlyContainer(this IResource resource)
        => resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && !build.HasEntrypoint;
}
