using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finding the programs of an application.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>All programs of the application.</summary>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
        => model.Resources.OfType<ExecutableResource>();
}
