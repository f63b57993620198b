using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Planning;

/// <summary>
/// The model as AWS will have it, without a word of CloudFormation: made and checked in .NET before the CDK's Node process is asked for
/// anything, so that a mistake costs milliseconds and names what was written in the AppHost.
/// </summary>
internal sealed record AwsPlan(AwsSettings Settings, AwsNames Names)
{
    public required IReadOnlyList<PlannedDatabase> Databases { get; init; }

    public required IReadOnlyList<PlannedCache> Caches { get; init; }

    /// <summary>Services, workers and jobs, each after what it references.</summary>
    public required IReadOnlyList<PlannedTask> Tasks { get; init; }

    public required IReadOnlyList<PlannedSite> Sites { get; init; }

    /// <summary>In the order in which they were met.</summary>
    public required IReadOnlyList<PlannedSecret> Secrets { get; init; }

    public required IReadOnlyList<PlannedImage> Images { get; init; }

    /// <summary>Said to the user: nothing that stops the run.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public IEnumerable<PlannedTask> Services => Tasks.Where(task => task.Kind == TaskKind.Service);

    /// <summary>Services behind the load balancer, in the order of the model: the first one gets what is no other's.</summary>
    public IEnumerable<PlannedTask> External => Tasks.Where(task => task.IsExternal).OrderBy(task => task.Order);

    public IEnumerable<PlannedTask> LongRunning => Tasks.Where(task => task.Kind != TaskKind.Job);

    public IEnumerable<PlannedTask> Jobs => Tasks.Where(task => task.Kind == TaskKind.Job);

    /// <summary>The private DNS zone in which services find each other.</summary>
    public string ServiceNamespace => $"{Names.Prefix}.internal";

    /// <summary>A service that another task calls without leaving the network.</summary>
    public bool IsCalledInside(PlannedTask service) => Tasks.Any(task => task.Reaches.Contains(service.Resource));
}
