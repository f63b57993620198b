using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Leaves the resource out when publishing.</summary>
    public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder)
        where T : IResource
        => builder.WithAnnotation(ManifestPublishingCallbackAnnotation.Ignore);

    /// <summary>Writes the resource to the manifest in its own way.</summary>
    public static IResourceBuilder<T> WithManifestPublishingCallback<T>(this IResourceBuilder<T> builder, Action<ManifestPublishingContext> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ManifestPublishingCallbackAnnotation(callback), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Writes the resource to the manifest in its own way.</summary>
    public static IResourceBuilder<T> WithManifestPublishingCallback<T>(this IResourceBuilder<T> builder, Func<ManifestPublishingContext, Task> callback)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(callback);
        return builder.WithAnnotation(new ManifestPublishingCallbackAnnotation(callback), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says which environment the resource is deployed to.</summary>
    public static IResourceBuilder<T> WithComputeEnvironment<T>(this IResourceBuilder<T> builder, IResourceBuilder<IComputeEnvironmentResource> computeEnvironmentResource)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(computeEnvironmentResource);
        return builder.WithAnnotation(new ComputeEnvironmentAnnotation(computeEnvironmentResource.Resource));
    }

    /// <summary>Says what the image of the resource is called in its registry.</summary>
    [Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
    public static IResourceBuilder<T> WithImagePushOptions<T>(this IResourceBuilder<T> builder, Action<ContainerImagePushOptionsCallbackContext> callback)
        where T : IComputeResource
        => builder.WithAnnotation(new ContainerImagePushOptionsCallbackAnnotation(callback));

    /// <summary>Says what the image of the resource is called in its registry.</summary>
    [Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
    public static IResourceBuilder<T> WithImagePushOptions<T>(this IResourceBuilder<T> builder, Func<ContainerImagePushOptionsCallbackContext, Task> callback)
        where T : IComputeResource
        => builder.WithAnnotation(new ContainerImagePushOptionsCallbackAnnotation(callback));

    /// <summary>Sets the name of the image in its registry.</summary>
    [Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
    public static IResourceBuilder<T> WithRemoteImageName<T>(this IResourceBuilder<T> builder, string remoteImageName)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(remoteImageName);
        return builder.WithImagePushOptions(context => context.Options.RemoteImageName = remoteImageName);
    }

    /// <summary>Sets the tag of the image in its registry.</summary>
    [Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
    public static IResourceBuilder<T> WithRemoteImageTag<T>(this IResourceBuilder<T> builder, string remoteImageTag)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(remoteImageTag);
        return builder.WithImagePushOptions(context => context.Options.RemoteImageTag = remoteImageTag);
    }

    /// <summary>Copies files of another resource's image into this one's when publishing.</summary>
    public static IResourceBuilder<T> PublishWithContainerFiles<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithContainerFiles> source, string destinationPath)
        where T : IContainerFilesDestinationResource
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder.WithAnnotation(new ContainerFilesDestinationAnnotation { Source = source.Resource, DestinationPath = destinationPath })
            : builder;
    }

    /// <summary>Offers a path of the resource's image to other images.</summary>
    public static IResourceBuilder<T> WithContainerFilesSource<T>(this IResourceBuilder<T> builder, string sourcePath)
        where T : IResourceWithContainerFiles
    {
        ArgumentNullException.ThrowIfNull(sourcePath);
        return builder.WithAnnotation(new ContainerFilesSourceAnnotation { SourcePath = sourcePath });
    }

    /// <summary>Takes back all paths offered to other images.</summary>
    public static IResourceBuilder<T> ClearContainerFilesSources<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithContainerFiles
    {
        foreach (var source in builder.Resource.Annotations.OfType<ContainerFilesSourceAnnotation>().ToArray())
        {
            builder.Resource.Annotations.Remove(source);
        }

        return builder;
    }
}
