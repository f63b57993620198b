using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>A service as the load balancer sees it.</summary>
internal static class TargetAlarms
{
    /// <param name="alarms">Makes them.</param>
    /// <param name="scope">Where they stand.</param>
    /// <param name="task">The service.</param>
    /// <param name="loadBalancer">The load balancer's full name, <c>app/name/id</c>.</param>
    /// <param name="targetGroup">The target group's full name, <c>targetgroup/name/id</c>.</param>
    /// <param name="service">Is there before an alarm says that nothing of it is.</param>
    public static void Add(AlarmFactory alarms, Construct scope, PlannedTask task, string loadBalancer, string targetGroup, IConstruct service)
    {
        var name = task.Resource.Name;
        (string, string)[] target = [("TargetGroup", targetGroup), ("LoadBalancer", loadBalancer)];

        alarms.Add(scope, new MetricAlert($"{name}-targets-unhealthy")
        {
            Description = $"The load balancer finds tasks of {name} that do not answer its health check.",
            Channel = AlertChannel.Errors,
            Runbook = "targets-unhealthy",
            Measured = new Measurement("Unhealthy targets", MeasurementUnit.Number, new AlertMetric("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", target)),
            Limit = 0,
            PeriodMinutes = 1,
            // A deployment's new task may take one minute to be ready.
            Periods = 3,
            Missing = MissingData.Well,
        });
        var none = alarms.Add(scope, new MetricAlert($"{name}-targets-none")
        {
            Description = $"No task of {name} is healthy: every request fails.",
            Channel = AlertChannel.Errors,
            Runbook = "targets-unhealthy",
            Measured = new Measurement("Healthy targets", MeasurementUnit.Number, new AlertMetric("AWS/ApplicationELB", "HealthyHostCount", "Maximum", target)),
            Limit = 1,
            WhenBelow = true,
            PeriodMinutes = 1,
            Periods = 2,
            Missing = MissingData.Bad,
        });
        none.Node.AddDependency(service);
    }
}
