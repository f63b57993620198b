using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Programs of this machine.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program to run; the working directory is relative to the AppHost's.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
        => builder.AddExecutable(name, command, workingDirectory, (object[]?)args);

    /// <summary>Adds a program to run; arguments may be endpoints, parameters and expressions.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
    {
        ArgumentNullException.ThrowIfNull(workingDirectory);
        var executable = new ExecutableResource(name, command, AppHostPath.Resolve(builder, workingDirectory));
        return builder.AddResource(executable).WithArgs(context =>
        {
            foreach (var arg in args ?? [])
            {
                context.Args.Add(arg);
            }
        });
    }

    /// <summary>Publishes the program as an image built from the Dockerfile in its working directory.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder)
        where T : ExecutableResource
        => builder.PublishAsDockerFile(configure: null);

    /// <summary>Publishes the program as an image built from the Dockerfile in its working directory.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure)
        where T : ExecutableResource
    {
        if (!builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        if (builder.ApplicationBuilder.TryCreateResourceBuilder<ExecutableContainerResource>(builder.Resource.Name, out var published))
        {
            published.WithArgs(context => context.Args.Clear());
            configure?.Invoke(published);
            return builder;
        }

        builder.ApplicationBuilder.Resources.Remove(builder.Resource);
        var container = builder.ApplicationBuilder.AddResource(new ExecutableContainerResource(builder.Resource))
            .WithImage(builder.Resource.Name)
            .WithDockerfile(builder.Resource.WorkingDirectory)
            // They are meant for the program on this machine, the image has its own entry point.
            .WithArgs(context => context.Args.Clear());
        configure?.Invoke(container);
        return builder.WithManifestPublishingCallback(context => context.WriteContainerAsync(container.Resource));
    }

    /// <summary>Runs another program instead.</summary>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command)
        where T : ExecutableResource
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        Executable(builder.Resource).Command = command;
        return builder;
    }

    /// <summary>Runs the program in another directory, relative to the AppHost's.</summary>
    public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory)
        where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(workingDirectory);
        Executable(builder.Resource).WorkingDirectory = AppHostPath.Resolve(builder.ApplicationBuilder, workingDirectory);
        return builder;
    }

    private static ExecutableAnnotation Executable(IResource resource)
        => resource.Annotations.OfType<ExecutableAnnotation>().LastOrDefault()
            ?? throw new InvalidOperationException($"The resource '{resource.Name}' is missing the ExecutableAnnotation");

    // Shares the annotations: what is said about the program later also holds for its image.
    private sealed class ExecutableContainerResource(ExecutableResource executable) : ContainerResource(executable.Name)
    {
        public override ResourceAnnotationCollection Annotations => executable.Annotations;
    }
}
