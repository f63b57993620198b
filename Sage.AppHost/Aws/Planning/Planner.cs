using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Planning;

/// <summary>Makes the plan: every resource by the mapping that takes it, after what it references.</summary>
internal static class Planner
{
    private static readonly IResourceMapping[] Mappings = [new PostgresMapping(), new ValkeyMapping(), new SiteMapping(), new ProjectMapping(), new ValueMapping()];

    public static async Task<AwsPlan> PlanAsync(
        DistributedApplicationModel model, DistributedApplicationExecutionContext execution, AwsEnvironmentResource environment, AwsSettings settings, CancellationToken cancellationToken)
    {
        var names = new AwsNames(settings);
        var ordered = await OrderAsync(model, execution, environment, cancellationToken);
        var builder = new PlanBuilder(settings, names)
        {
            Addressable = ordered.Select(entry => entry.Resource).OfType<ProjectResource>().Where(project => !ProjectMapping.IsJob(project, model)).ToHashSet(),
        };
        var context = new PlanningContext(builder, new ValueReader(builder), model, execution, cancellationToken);
        foreach (var (resource, mapping) in ordered)
        {
            if (mapping is not ValueMapping)
            {
                names.ClaimId("resource", resource.Name, resource.Name);
            }

            await mapping.PlanAsync(resource, context);
        }

        return new AwsPlan(settings, names)
        {
            Databases = builder.Databases,
            Caches = builder.Caches,
            Tasks = builder.Tasks,
            Sites = builder.Sites,
            Secrets = [.. builder.Secrets],
            Images = builder.Images,
            Warnings = [.. builder.Warnings, .. EdgeWarnings.Of(builder), .. AlertWarnings.Of(settings), .. SettingWarnings.Of(builder)],
        };
    }

    private static async Task<IReadOnlyList<(IResource Resource, IResourceMapping Mapping)>> OrderAsync(
        DistributedApplicationModel model, DistributedApplicationExecutionContext execution, AwsEnvironmentResource environment, CancellationToken cancellationToken)
    {
        var mapped = model.Resources.Where(resource => Publishes(resource, environment)).Select(resource => (resource, Mapping: Mapping(resource))).ToDictionary();

        // Servers and pages first: values of all projects may point to them, and they need nobody's plan. Pages and services may know each other.
        var ordered = mapped.Where(entry => entry.Value is not ProjectMapping).OrderBy(entry => Array.IndexOf(Mappings, entry.Value)).Select(entry => (entry.Key, entry.Value)).ToList();
        var visited = new HashSet<IResource>();
        foreach (var project in mapped.Keys.OfType<ProjectResource>())
        {
            await VisitAsync(project);
        }

        return ordered;

        async Task VisitAsync(IResource resource)
        {
            if (!mapped.TryGetValue(resource, out var mapping) || mapping is not ProjectMapping || !visited.Add(resource))
            {
                return;
            }

            foreach (var dependency in await resource.GetResourceDependenciesAsync(execution, ResourceDependencyDiscoveryMode.DirectOnly, cancellationToken))
            {
                await VisitAsync(dependency);
            }

            ordered.Add((resource, mapping));
        }
    }

    private static bool Publishes(IResource resource, AwsEnvironmentResource environment)
        => resource is not IComputeEnvironmentResource && !resource.IsExcludedFromPublish() && (resource.GetComputeEnvironment() is not { } chosen || chosen == environment);

    private static IResourceMapping Mapping(IResource resource) => resource.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var other)
        ? throw new DistributedApplicationException(
            $"'{resource.Name}' has its connection string from '{other.Resource.Name}': AWS would make a server that nobody uses. Add one of the two, by builder.ExecutionContext.IsPublishMode.")
        : Array.Find(Mappings, mapping => mapping.Takes(resource))
        ?? throw new DistributedApplicationException(
            $"'{resource.Name}' ({resource.GetType().Name}) cannot be published to AWS. Leave it out with ExcludeFromManifest(), or add it in run mode only.");
}
