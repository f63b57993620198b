using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>
/// A service or worker of ECS, known by its name and its cluster's: the service names some of these alarms as reasons to undo a
/// deployment, so that they must not refer to it.
/// </summary>
internal static class ServiceAlarms
{
    /// <param name="alarms">Makes them.</param>
    /// <param name="scope">Where they stand.</param>
    /// <param name="task">The service.</param>
    /// <param name="service">Is there before an alarm says that too little of it is.</param>
    public static void Add(AlarmFactory alarms, Construct scope, PlannedTask task, IConstruct service)
    {
        var name = task.Resource.Name;
        var cluster = alarms.Plan.Names.Of(NameKind.Cluster, "cluster");
        (string, string)[] dimensions = [("ClusterName", cluster), ("ServiceName", task.Name)];

        alarms.Add(scope, new MetricAlert($"{name}-cpu-high")
        {
            Description = $"The tasks of {name} are short of CPU.",
            Channel = AlertChannel.Performance,
            Runbook = "service-cpu-high",
            Measured = new Measurement("CPU", MeasurementUnit.Percent, new AlertMetric("AWS/ECS", "CPUUtilization", "Average", dimensions)),
            Limit = 80,
            Periods = 2,
        });
        alarms.Add(scope, new MetricAlert($"{name}-memory-high")
        {
            Description = $"The tasks of {name} are short of memory; a task that has none left is killed.",
            Channel = AlertChannel.Performance,
            Runbook = "service-memory-high",
            Measured = new Measurement("Memory", MeasurementUnit.Percent, new AlertMetric("AWS/ECS", "MemoryUtilization", "Maximum", dimensions)),
            Limit = 85,
            Periods = 2,
        });
        var few = alarms.Add(scope, new MetricAlert($"{name}-tasks-low")
        {
            Description = $"Fewer tasks of {name} run than there should at least be.",
            Channel = AlertChannel.Errors,
            Runbook = "service-tasks-low",
            Measured = new Measurement("Running tasks", MeasurementUnit.Number, new AlertMetric("ECS/ContainerInsights", "RunningTaskCount", "Minimum", dimensions)),
            Limit = task.MinTasks,
            WhenBelow = true,
            PeriodMinutes = 1,
            // A task that replaces a lost one is there within five minutes.
            Periods = 5,
            // Container Insights says nothing of a service without tasks.
            Missing = MissingData.Bad,
        });
        few.Node.AddDependency(service);
    }
}
