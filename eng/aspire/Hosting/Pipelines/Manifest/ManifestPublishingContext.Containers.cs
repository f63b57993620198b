using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

public sealed partial class ManifestPublishingContext
{
    /// <summary>Writes a container: its image or how to build it, and with what it runs.</summary>
    public async Task WriteContainerAsync(ContainerResource container)
    {
        ArgumentNullException.ThrowIfNull(container);
        var target = container.GetDeploymentTargetAnnotation();
        if (container.Annotations.OfType<DockerfileBuildAnnotation>().SingleOrDefault() is { } build)
        {
            Writer.WriteString("type", "container.v1");
            WriteConnectionString(container);
            await WriteBuildAsync(container, build).ConfigureAwait(false);
        }
        else
        {
            if (!container.TryGetContainerImageName(out var image))
            {
                throw new DistributedApplicationException($"Could not get the container image name for resource '{container.Name}'.");
            }

            Writer.WriteString("type", target is null ? "container.v0" : "container.v1");
            WriteConnectionString(container);
            Writer.WriteString("image", image);
        }

        await WriteDeploymentAsync(target).ConfigureAwait(false);
        if (container.Entrypoint is { } entrypoint)
        {
            Writer.WriteString("entrypoint", entrypoint);
        }

        await WriteCommandLineArgumentsAsync(container).ConfigureAwait(false);
        WriteContainerFiles(container);
        WriteMounts(container, "bindMounts", ContainerMountType.BindMount);
        WriteMounts(container, "volumes", ContainerMountType.Volume);
        await WriteEnvironmentVariablesAsync(container).ConfigureAwait(false);
        WriteBindings(container);
    }

    private async Task WriteBuildAsync(ContainerResource container, DockerfileBuildAnnotation build)
    {
        Writer.WriteStartObject("build");
        Writer.WriteString("context", GetManifestRelativePath(build.ContextPath));
        Writer.WriteString("dockerfile", GetManifestRelativePath(await DockerfileAsync(container, build).ConfigureAwait(false)));
        if (build.Stage is { } stage)
        {
            Writer.WriteString("stage", stage);
        }

        if (!build.HasEntrypoint)
        {
            Writer.WriteBoolean("buildOnly", value: true);
        }

        if (build.BuildArguments.Count > 0)
        {
            Writer.WriteStartObject("args");
            foreach (var (name, value) in build.BuildArguments)
            {
                TryAddDependentResources(value);
                Writer.WriteString(name, Text(value));
            }

            Writer.WriteEndObject();
        }

        if (build.BuildSecrets.Count > 0)
        {
            Writer.WriteStartObject("secrets");
            foreach (var (name, value) in build.BuildSecrets)
            {
                Writer.WriteStartObject(name);
                Writer.WriteString("type", value is FileInfo ? "file" : "env");
                Writer.WriteString(value is FileInfo ? "source" : "value", Text(value));
                Writer.WriteEndObject();
                TryAddDependentResources(value);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    // A Dockerfile that code writes goes beside the manifest.
    private async Task<string> DockerfileAsync(ContainerResource container, DockerfileBuildAnnotation build)
    {
        if (build.DockerfileFactory is null)
        {
            return build.DockerfilePath;
        }

        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, $"{container.Name}.Dockerfile");
        var context = new DockerfileFactoryContext { Services = ExecutionContext.Services, Resource = container, CancellationToken = CancellationToken };
        await build.MaterializeDockerfileAsync(context, CancellationToken).ConfigureAwait(false);
        File.Copy(build.DockerfilePath, path, overwrite: true);
        return path;
    }

    /// <summary>A value of a build; without one the engine takes the variable of its own environment.</summary>
    private string? Text(object? value) => value switch
    {
        null => null,
        FileInfo file => GetManifestRelativePath(file.FullName),
        IManifestExpressionProvider expression => Expression(expression, expression.ValueExpression),
        true => "true",
        false => "false",
        _ => value.ToString(),
    };

    private void WriteMounts(ContainerResource container, string name, ContainerMountType type)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == type).ToArray();
        if (mounts.Length == 0)
        {
            return;
        }

        Writer.WriteStartArray(name);
        foreach (var mount in mounts)
        {
            var isBind = type is ContainerMountType.BindMount;
            Writer.WriteStartObject();
            if (isBind)
            {
                Writer.WriteString("source", GetManifestRelativePath(mount.Source));
            }
            else if (mount.Source is { } volume)
            {
                Writer.WriteString("name", volume);
            }

            Writer.WriteString("target", isBind ? mount.Target.Replace('\\', '/') : mount.Target);
            Writer.WriteBoolean("readOnly", mount.IsReadOnly);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }
}
