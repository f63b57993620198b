using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All resources of an application.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Creates a model of the resources.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(new ResourceCollection(resources))
    {
    }

    /// <summary>The resources.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public IResourceCollection Resources { get; } = resources ?? throw new ArgumentNullException(nameof(resources));
}

/// <summary>Questions about a whole model.</summary>
public static class DistributedApplicationModelExtensions
{
    /// <summary>The resources a deployment has to run: projects and containers that are published.</summary>
    public static IEnumerable<IResource> GetComputeResources(this DistributedApplicationModel model)
        => model.Resources.Where(resource =>
            !resource.IsExcludedFromPublish()
            && (resource.IsContainer() || resource.IsEmulator() || resource is ProjectResource)
            && !resource.IsBuildOnlyContainer());

    /// <summary>The resources whose container image is built.</summary>
    public static IEnumerable<IResource> GetBuildResources(this DistributedApplicationModel model)
        => model.Resources.Where(resource => resource.RequiresImageBuild());

    /// <summary>The resources whose container image is built and pushed.</summary>
    public static IEnumerable<IResource> GetBuildAndPushResources(this DistributedApplicationModel model)
        => model.Resources.Where(resource => resource.RequiresImageBuildAndPush());
}
