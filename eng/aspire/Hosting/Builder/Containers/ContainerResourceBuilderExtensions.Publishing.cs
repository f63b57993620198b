using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Builds the image from a Dockerfile; both paths are relative, the second to the first.</summary>
    public static IResourceBuilder<T> WithDockerfile<T>(this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath = null, string? stage = null)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(contextPath);
        var context = Path.TrimEndingDirectorySeparator(Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory));
        return builder.WithDockerfileBuild(new DockerfileBuildAnnotation(context, Path.GetFullPath(dockerfilePath ?? "Dockerfile", context), stage));
    }

    /// <summary>Adds a container whose image is built from a Dockerfile.</summary>
    public static IResourceBuilder<ContainerResource> AddDockerfile(this IDistributedApplicationBuilder builder, string name, string contextPath, string? dockerfilePath = null, string? stage = null)
        => builder.AddContainer(name, "placeholder").WithDockerfile(contextPath, dockerfilePath, stage);

    /// <summary>Sets a build argument of the Dockerfile.</summary>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        DockerfileBuild(builder.Resource, nameof(WithBuildArg)).BuildArguments[name] = value;
        return builder;
    }

    /// <summary>Sets a build argument of the Dockerfile to a parameter, which must not be secret: build arguments stay in the image.</summary>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Resource.Secret
            ? throw new InvalidOperationException($"Cannot add secret parameter '{value.Resource.Name}' as build argument '{name}' while configuring resource '{builder.Resource.Name}'. Use WithBuildSecret instead.")
            : builder.WithBuildArg(name, (object)value.Resource);
    }

    /// <summary>Makes a parameter available to the Dockerfile as a secret.</summary>
    public static IResourceBuilder<T> WithBuildSecret<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        DockerfileBuild(builder.Resource, nameof(WithBuildSecret)).BuildSecrets[name] = value.Resource;
        return builder;
    }

    /// <summary>Writes the resource to the manifest as the container that it is.</summary>
    public static IResourceBuilder<T> PublishAsContainer<T>(this IResourceBuilder<T> builder)
        where T : ContainerResource
        => builder.WithManifestPublishingCallback(context => context.WriteContainerAsync(builder.Resource));

    internal static IResourceBuilder<T> WithDockerfileBuild<T>(this IResourceBuilder<T> builder, DockerfileBuildAnnotation build)
        where T : ContainerResource
    {
        build.ImageName = builder.Resource.Name.ToLowerInvariant();
        build.ImageTag = "latest";
        return builder.WithAnnotation(build, ResourceAnnotationMutationBehavior.Replace)
            .WithAnnotation(new ContainerBuildOptionsCallbackAnnotation(NameImage))
            .WithImageSteps();
    }

    private static void NameImage(ContainerBuildOptionsCallbackContext context)
    {
        var build = context.Resource.Annotations.OfType<DockerfileBuildAnnotation>().LastOrDefault();
        context.LocalImageName = build?.ImageName ?? context.Resource.Name;
        context.LocalImageTag = build?.ImageTag ?? "latest";
        if (context.ExecutionContext.IsPublishMode)
        {
            // Where it will run is not this machine.
            context.TargetPlatform = ContainerTargetPlatform.LinuxAmd64;
        }
    }

    private static DockerfileBuildAnnotation DockerfileBuild(IResource resource, string caller)
        => resource.Annotations.OfType<DockerfileBuildAnnotation>().SingleOrDefault()
            ?? throw new InvalidOperationException($"The resource '{resource.Name}' does not have a Dockerfile build annotation. Call WithDockerfile before calling {caller}.");
}
