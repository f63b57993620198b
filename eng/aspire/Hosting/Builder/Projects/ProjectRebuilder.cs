namespace Aspire.Hosting.ApplicationModel;

/// <summary>Hidden "dotnet build" of a project, started by the project's rebuild command.</summary>
internal sealed class ProjectRebuilderResource(string name, IResource parent, string projectPath)
    : ExecutableResource(name, "dotnet", Path.GetDirectoryName(projectPath)!), IResourceWithParent
{
    public IResource Parent { get; } = parent;

    public static void Add(IResourceBuilder<ProjectResource> project)
    {
        var metadata = project.Resource.GetProjectMetadata();
        if (metadata.IsFileBasedApp)
        {
            return;
        }

        var rebuilder = new ProjectRebuilderResource($"{project.Resource.Name}-rebuilder", project.Resource, metadata.ProjectPath);
        // Its name is longer than the project's and may break the rules that the project's keeps.
        rebuilder.Annotations.Add(NameValidationPolicyAnnotation.None);
        project.ApplicationBuilder.AddResource(rebuilder)
            .WithArgs("build", metadata.ProjectPath)
            .WithExplicitStart()
            .WithAnnotation(new ExcludeLifecycleCommandsAnnotation())
            .ExcludeFromManifest()
            .WithHidden()
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Executable", State = KnownResourceStates.NotStarted, Properties = [] });
    }
}
