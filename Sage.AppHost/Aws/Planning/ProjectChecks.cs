using Sage.AppHost.Aws.Compute;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Planning;

/// <summary>What AWS or the container would refuse of a project, said with its name and before anything is made.</summary>
internal static class ProjectChecks
{
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
    private const int MostPaths = 5;

    private const int MiB = 1024;

    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size: MiB for CPU units.
    private static readonly Dictionary<int, (int Least, int Most, int Step)> Memory = new()
    {
        [256] = (512, 2 * MiB, 512),
        [512] = (MiB, 4 * MiB, MiB),
        [1024] = (2 * MiB, 8 * MiB, MiB),
        [2048] = (4 * MiB, 16 * MiB, MiB),
        [4096] = (8 * MiB, 30 * MiB, MiB),
        [8192] = (16 * MiB, 60 * MiB, 4 * MiB),
        [16384] = (32 * MiB, 120 * MiB, 8 * MiB),
    };

    /// <exception cref="DistributedApplicationException">With one line that names the project.</exception>
    public static void Check(ProjectResource project, TaskKind kind, FargateSettings settings, EndpointAnnotation[] endpoints)
    {
        if (project.Name is TelemetryCollector.ContainerName or FargateTask.PermissionsContainer)
        {
            throw Refused(project, "has the name of a container that stands beside the program's; rename it");
        }

        foreach (var several in endpoints.GroupBy(endpoint => endpoint.UriScheme).Where(group => kind == TaskKind.Service && group.Skip(1).Any()))
        {
            throw Refused(project, $"has several {several.Key} endpoints ({string.Join(", ", several.Select(endpoint => endpoint.Name))}); on AWS a service listens on one port");
        }

        if (settings.Paths is { Count: 0 or > MostPaths } paths)
        {
            throw Refused(project, $"has {paths.Count} paths; a rule of the load balancer takes 1 to {MostPaths}");
        }

        if (kind == TaskKind.Job && project.TryGetLastAnnotation<MetricAlarm>(out var alarm))
        {
            throw Refused(project, $"is a job, beside which no collector sends metrics: its alarm '{alarm.Name}' would never ring");
        }

        if (settings.Paths?.FirstOrDefault(path => path is not ['/' or '*', ..]) is { } relative)
        {
            throw Refused(project, $"has the path '{relative}'; paths begin with /");
        }

        if (settings.HealthPath is { } health and not ['/', ..])
        {
            throw Refused(project, $"has the health path '{health}'; it begins with /");
        }
    }

    /// <summary>The fewest and the most tasks: what is said, else the phase's and at least the replicas of the model.</summary>
    /// <exception cref="DistributedApplicationException">The fewest are more than the most, or the size is none of Fargate's.</exception>
    public static (int Min, int Max) Tasks(ProjectResource project, FargateSettings settings, Sizing sizing)
    {
        var (cpu, memory) = (settings.Cpu ?? sizing.TaskCpu, settings.MemoryMiB ?? sizing.TaskMemoryMiB);
        if (!Memory.TryGetValue(cpu, out var range) || memory < range.Least || memory > range.Most || memory % range.Step != 0)
        {
            throw Refused(project, $"asks for {cpu} CPU units and {memory} MiB, which is no size of Fargate");
        }

        var min = settings.MinTasks ?? (project.TryGetLastAnnotation<ReplicaAnnotation>(out var said) ? said.Replicas : sizing.MinTasks);
        var max = settings.MaxTasks ?? Math.Max(min, sizing.MaxTasks);
        return min >= 1 && min <= max ? (min, max) : throw Refused(project, $"asks for at least {min} and at most {max} tasks");
    }

    private static DistributedApplicationException Refused(ProjectResource project, string why) => new($"'{project.Name}' {why}.");
}
