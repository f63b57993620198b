using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Resources that run from an image.</summary>
public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container; the image may name registry, tag and digest.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return builder.AddResource(new ContainerResource(name)).WithImage(image);
    }

    /// <summary>Adds a container.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag)
        => builder.AddContainer(name, image).WithImageTag(tag);

    /// <summary>Uses another image.</summary>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        const string Sha256 = "sha256:";
        var reference = ImageReference.Parse(image);
        if (tag is not null && reference.Tag is not null)
        {
            throw new InvalidOperationException("Ambiguous tags - a tag was provided on both the 'tag' and 'image' parameters");
        }

        if (tag is not null && reference.Digest is not null)
        {
            throw new ArgumentOutOfRangeException(nameof(tag), "Tag conflicts with digest provided on the 'image' parameter");
        }

        if (reference.Digest?.StartsWith(Sha256, StringComparison.Ordinal) == false)
        {
            throw new ArgumentOutOfRangeException(nameof(image), reference.Digest, "invalid digest format");
        }

        var name = reference.Registry is null ? reference.Image : $"{reference.Registry}/{reference.Image}";
        var annotation = builder.Resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault();
        if (annotation is null)
        {
            annotation = new ContainerImageAnnotation { Image = name };
            builder.WithAnnotation(annotation);
        }

        annotation.Image = name;
        if (reference.Digest is not null)
        {
            annotation.SHA256 = reference.Digest[Sha256.Length..];
        }
        else
        {
            annotation.Tag = reference.Tag ?? tag ?? "latest";
        }

        // A name chosen by the caller also holds for the image that a Dockerfile builds.
        if (builder.Resource.Annotations.OfType<DockerfileBuildAnnotation>().SingleOrDefault() is { } build)
        {
            build.ImageName = null;
            build.ImageTag = null;
        }

        return builder;
    }

    /// <summary>Uses another tag of the image.</summary>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(tag);
        Image(builder.Resource).Tag = tag;
        if (builder.Resource.Annotations.OfType<DockerfileBuildAnnotation>().SingleOrDefault() is { ImageTag.Length: > 0 } build)
        {
            build.ImageTag = tag;
        }

        return builder;
    }

    /// <summary>Takes the image from another registry.</summary>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        Image(builder.Resource).Registry = registry;
        return builder;
    }

    /// <summary>Pins the image by its digest.</summary>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(sha256);
        Image(builder.Resource).SHA256 = sha256;
        return builder;
    }

    private static ContainerImageAnnotation Image(IResource resource)
        => resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault()
            ?? throw new InvalidOperationException($"The resource '{resource.Name}' does not have a container image specified. Use WithImage to specify the container image and tag.");
}
