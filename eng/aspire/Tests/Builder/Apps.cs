using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

/// <summary>Application builders, which read no command line and start nothing.</summary>
internal static class Apps
{
    public static IDistributedApplicationBuilder Run() => Create([]);

    public static IDistributedApplicationBuilder Publish() => Create(["--operation", "publish", "--step", "publish"]);

    public static IResourceBuilder<ExecutableResource> AddTool(this IDistributedApplicationBuilder builder, string name)
        => builder.AddExecutable(name, "tool", ".");

    public static IEnumerable<string> Relationships(this IResource resource)
        => resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(a => $"{a.Type} {a.Resource.Name}");

    private static IDistributedApplicationBuilder Create(string[] args)
        => DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
}
