using System.Globalization;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Dashboard;

/// <summary>The graphs, from what users get down to what it runs on.</summary>
internal static class DashboardWidgets
{
    private const string LoadBalancing = "AWS/ApplicationELB";

    public static IEnumerable<DashboardWidget> Of(AwsPlan plan, string? loadBalancer, IReadOnlyList<string> targetGroups) =>
    [
        .. loadBalancer is null ? [] : Traffic(loadBalancer, targetGroups),
        .. plan.LongRunning.SelectMany(task => Service(plan, task)),
        .. plan.Databases.SelectMany(database => Database(plan, database)),
        .. plan.Caches.SelectMany(cache => Cache(plan, cache)),
        .. ApplicationAlarms.Declared<MetricAlarm>(plan).Select(alarm => Own(plan, alarm.Title, alarm.Metric, alarm.Statistic, alarm)),
        .. ApplicationAlarms.Declared<MetricSummary>(plan).SelectMany(summary => summary.Metrics).Select(metric => Own(plan, metric.Label, metric.Name, "Sum")),
    ];

    private static IEnumerable<DashboardWidget> Traffic(string loadBalancer, IReadOnlyList<string> targetGroups)
    {
        (string, string) dimension = ("LoadBalancer", loadBalancer);
        AlertMetric Of(string name, string statistic) => new(LoadBalancing, name, statistic, dimension);

        yield return new DashboardWidget("Requests", ("Requests", Of("RequestCount", "Sum")));
        yield return new DashboardWidget("Requests that fail, %",
            ("Of the service", Of("HTTPCode_Target_5XX_Count", "Sum")), ("Of the load balancer", Of("HTTPCode_ELB_5XX_Count", "Sum")), ("Requests", Of("RequestCount", "Sum")))
        {
            Expression = "100 * (FILL(m0, 0) + FILL(m1, 0)) / (FILL(m2, 0) + FILL(m1, 0))",
            Limit = ("Alarm", 5),
        };
        yield return new DashboardWidget("Response time, s", ("p50", Of("TargetResponseTime", "p50")), ("p95", Of("TargetResponseTime", "p95"))) { Limit = ("Alarm", 2) };
        yield return new DashboardWidget("Targets", [.. targetGroups.SelectMany(group => new[]
        {
            ("Healthy", new AlertMetric(LoadBalancing, "HealthyHostCount", "Minimum", ("TargetGroup", group), dimension)),
            ("Unhealthy", new AlertMetric(LoadBalancing, "UnHealthyHostCount", "Maximum", ("TargetGroup", group), dimension)),
        })]);
    }

    private static IEnumerable<DashboardWidget> Service(AwsPlan plan, PlannedTask task)
    {
        (string, string)[] service = [("ClusterName", plan.Names.Of(NameKind.Cluster, "cluster")), ("ServiceName", task.Name)];
        yield return new DashboardWidget($"{task.Name}: tasks",
            ("Running", new AlertMetric("ECS/ContainerInsights", "RunningTaskCount", "Average", service)),
            ("Wanted", new AlertMetric("ECS/ContainerInsights", "DesiredTaskCount", "Average", service)));
        yield return new DashboardWidget($"{task.Name}: CPU and memory, %",
            ("CPU", new AlertMetric("AWS/ECS", "CPUUtilization", "Average", service)),
            ("Memory", new AlertMetric("AWS/ECS", "MemoryUtilization", "Average", service))) { Limit = ("Alarm", 80) };
    }

    private static IEnumerable<DashboardWidget> Database(AwsPlan plan, PlannedDatabase database)
    {
        AlertMetric Of(string name, string statistic) => new("AWS/RDS", name, statistic, ("DBInstanceIdentifier", database.Identifier));
        yield return new DashboardWidget($"{database.Identifier}: CPU, %", ("CPU", Of("CPUUtilization", "Average"))) { Limit = ("Alarm", 80) };
        yield return new DashboardWidget($"{database.Identifier}: connections", ("Connections", Of("DatabaseConnections", "Maximum")))
        {
            Limit = ("Most", plan.Settings.Sizing.DatabaseMaxConnections),
        };
        yield return new DashboardWidget($"{database.Identifier}: free space and memory, bytes",
            ("Disk", Of("FreeStorageSpace", "Minimum")), ("Memory", Of("FreeableMemory", "Average")));
    }

    private static IEnumerable<DashboardWidget> Cache(AwsPlan plan, PlannedCache cache)
    {
        (string, AlertMetric)[] Nodes(string name, string statistic) => [.. Enumerable.Range(1, plan.Settings.Sizing.CacheNodes)
            .Select(node => node.ToString("000", CultureInfo.InvariantCulture))
            .Select(node => (node, new AlertMetric("AWS/ElastiCache", name, statistic, ("CacheClusterId", $"{cache.Identifier}-{node}"))))];

        yield return new DashboardWidget($"{cache.Identifier}: memory, %", Nodes("DatabaseMemoryUsagePercentage", "Average")) { Limit = ("Alarm", 80) };
        yield return new DashboardWidget($"{cache.Identifier}: evictions", Nodes("Evictions", "Sum"));
        yield return new DashboardWidget($"{cache.Identifier}: CPU, %", Nodes("CPUUtilization", "Average")) { Limit = ("Alarm", CacheAlarms.CpuLimit) };
    }

    private static DashboardWidget Own(AwsPlan plan, string title, string metric, string statistic, MetricAlarm? alarm = null)
        => new(title, (metric, new AlertMetric(MetricNamespace.Of(plan.Settings), metric, statistic))) { Limit = alarm is { Limit: > 0 } ? ("Alarm", alarm.Limit) : null };
}
