namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finding the projects of an application.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>All projects of the application.</summary>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
        => model.Resources.OfType<ProjectResource>();

    /// <summary>Where the project lies and how it is started.</summary>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
        => projectResource.Annotations.OfType<IProjectMetadata>().ToArray() switch
        {
            [var metadata] => metadata,
            [] => throw new InvalidOperationException($"Resource '{projectResource.Name}' does not carry an {nameof(IProjectMetadata)} annotation."),
            _ => throw new InvalidOperationException($"Resource '{projectResource.Name}' carries more than one {nameof(IProjectMetadata)} annotation."),
        };
}
