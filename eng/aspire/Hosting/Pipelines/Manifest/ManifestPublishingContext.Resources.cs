using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

public sealed partial class ManifestPublishingContext
{
    internal async Task WriteModelAsync(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            _names.Add(resource.Name);
        }

        Writer.WriteStartObject();
        Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            await WriteResourceAsync(resource).ConfigureAwait(false);
        }

        foreach (var resource in _referenced.Values.Where(resource => !model.Resources.Any(known => string.Equals(known.Name, resource.Name, StringComparison.Ordinal))).ToArray())
        {
            await WriteResourceAsync(resource).ConfigureAwait(false);
        }

        WriteRemainingFormats();
        await WriteConditionsAsync().ConfigureAwait(false);
        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(CancellationToken).ConfigureAwait(false);
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var described = resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation);
        if (described && annotation!.Callback is null)
        {
            return;
        }

        Writer.WriteStartObject(resource.Name);
        await (described ? annotation!.Callback!(this) : WriteAsync(resource)).ConfigureAwait(false);
        Writer.WriteEndObject();
        if (resource is ParameterResource parameter)
        {
            WriteFormats(parameter);
        }
    }

    private Task WriteAsync(IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                return WriteContainerAsync(container);
            case ProjectResource project:
                return WriteProjectAsync(project);
            case ExecutableResource executable:
                return WriteExecutableAsync(executable);
            case ParameterResource parameter:
                WriteParameter(parameter);
                return Task.CompletedTask;
            case IResourceWithConnectionString:
                Writer.WriteString("type", "value.v0");
                WriteConnectionString(resource);
                return Task.CompletedTask;
            default:
                Writer.WriteString("error", "This resource does not support generation in the manifest.");
                return Task.CompletedTask;
        }
    }

    private async Task WriteProjectAsync(ProjectResource project)
    {
        if (!project.TryGetLastAnnotation<IProjectMetadata>(out var metadata))
        {
            throw new DistributedApplicationException($"Project metadata was not found for resource '{project.Name}'.");
        }

        var target = project.GetDeploymentTargetAnnotation();
        Writer.WriteString("type", target is null ? "project.v0" : "project.v1");
        Writer.WriteString("path", GetManifestRelativePath(metadata.ProjectPath));
        await WriteDeploymentAsync(target).ConfigureAwait(false);
        WriteContainerFiles(project);
        await WriteCommandLineArgumentsAsync(project).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(project).ConfigureAwait(false);
        WriteBindings(project);
    }

    private async Task WriteExecutableAsync(ExecutableResource executable)
    {
        Writer.WriteString("type", "executable.v0");
        WriteConnectionString(executable);
        Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
        Writer.WriteString("command", executable.Command);
        WriteContainerFiles(executable);
        await WriteCommandLineArgumentsAsync(executable).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(executable).ConfigureAwait(false);
        WriteBindings(executable);
    }

    internal void WriteParameter(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            Writer.WriteString("connectionString", parameter.ValueExpression);
        }

        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            Writer.WriteBoolean("secret", value: true);
        }

        if (parameter.Default is { } value)
        {
            Writer.WriteStartObject("default");
            value.WriteToManifest(this);
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
    }

    private async Task WriteDeploymentAsync(DeploymentTargetAnnotation? target)
    {
        if (target is not null && target.DeploymentTarget.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation.Callback is { } callback)
        {
            Writer.WriteStartObject("deployment");
            await callback(this).ConfigureAwait(false);
            Writer.WriteEndObject();
        }
    }

    private void WriteContainerFiles(IResource resource)
    {
        if (!resource.TryGetAnnotationsOfType<ContainerFilesDestinationAnnotation>(out var destinations))
        {
            return;
        }

        Writer.WriteStartObject("containerFiles");
        foreach (var files in destinations)
        {
            Writer.WriteStartObject(files.Source.Name);
            Writer.WriteString("destination", files.DestinationPath);
            if (files.Source.TryGetAnnotationsOfType<ContainerFilesSourceAnnotation>(out var sources))
            {
                Writer.WriteStartArray("sources");
                foreach (var source in sources)
                {
                    Writer.WriteStringValue(source.SourcePath);
                }

                Writer.WriteEndArray();
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }
}
