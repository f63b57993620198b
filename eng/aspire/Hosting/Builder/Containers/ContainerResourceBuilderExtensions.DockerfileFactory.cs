using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Builds the image from a Dockerfile that code writes.</summary>
    public static IResourceBuilder<T> WithDockerfileFactory<T>(this IResourceBuilder<T> builder, string contextPath, Func<DockerfileFactoryContext, string> dockerfileFactory, string? stage = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(dockerfileFactory);
        return builder.WithDockerfileFactory(contextPath, context => Task.FromResult(dockerfileFactory(context)), stage);
    }

    /// <summary>Builds the image from a Dockerfile that code writes.</summary>
    public static IResourceBuilder<T> WithDockerfileFactory<T>(this IResourceBuilder<T> builder, string contextPath, Func<DockerfileFactoryContext, Task<string>> dockerfileFactory, string? stage = null)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(contextPath);
        ArgumentNullException.ThrowIfNull(dockerfileFactory);
        var context = Path.TrimEndingDirectorySeparator(Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory));
        var dockerfile = builder.ApplicationBuilder.FileSystemService.TempDirectory.CreateTempFile("Dockerfile").Path;
        return builder.WithDockerfileBuild(new DockerfileBuildAnnotation(context, dockerfile, stage) { DockerfileFactory = dockerfileFactory });
    }

    /// <summary>Adds a container whose image is built from a Dockerfile that code writes.</summary>
    public static IResourceBuilder<ContainerResource> AddDockerfileFactory(this IDistributedApplicationBuilder builder, string name, string contextPath, Func<DockerfileFactoryContext, string> dockerfileFactory, string? stage = null)
        => builder.AddContainer(name, "placeholder").WithDockerfileFactory(contextPath, dockerfileFactory, stage);

    /// <summary>Adds a container whose image is built from a Dockerfile that code writes.</summary>
    public static IResourceBuilder<ContainerResource> AddDockerfileFactory(this IDistributedApplicationBuilder builder, string name, string contextPath, Func<DockerfileFactoryContext, Task<string>> dockerfileFactory, string? stage = null)
        => builder.AddContainer(name, "placeholder").WithDockerfileFactory(contextPath, dockerfileFactory, stage);
}
