using System.Globalization;
using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>A Valkey server on ElastiCache: each of its nodes.</summary>
internal static class CacheAlarms
{
    /// <summary>In percent of a node's processors, of which all classes in the sizes have two and the engine uses one.</summary>
    public const double CpuLimit = 90.0 / 2;

    /// <param name="alarms">Makes them.</param>
    /// <param name="scope">Where they stand.</param>
    /// <param name="planned">The server.</param>
    /// <param name="replicationGroup">The replication group's id; its nodes are <c>{id}-001</c> and so on.</param>
    public static void Add(AlarmFactory alarms, Construct scope, PlannedCache planned, string replicationGroup)
    {
        var sizing = alarms.Plan.Settings.Sizing;
        for (var node = 1; node <= sizing.CacheNodes; node++)
        {
            var number = node.ToString("000", CultureInfo.InvariantCulture);
            AddNode(alarms, scope, $"{planned.Resource.Name}-{number}", $"{replicationGroup}-{number}", sizing.CacheNodes > 1, sizing.CacheNodeType);
        }
    }

    private static void AddNode(AlarmFactory alarms, Construct scope, string name, string node, bool isReplicated, string nodeType)
    {
        alarms.Add(scope, new MetricAlert($"{name}-memory-high")
        {
            Description = $"Valkey's node {node} is nearly full; then it throws out what was kept.",
            Channel = AlertChannel.Performance,
            Runbook = "cache-memory-high",
            Measured = Of("Memory", MeasurementUnit.Percent, "DatabaseMemoryUsagePercentage", "Average", node),
            Limit = 80,
        });
        alarms.Add(scope, new MetricAlert($"{name}-cpu-high")
        {
            Description = $"Valkey's node {node} is busy; it does one thing after the other.",
            Channel = AlertChannel.Performance,
            Runbook = "cache-cpu-high",
            // Not the engine's own: on few processors the work around it counts, too
            // (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html).
            Measured = Of("CPU", MeasurementUnit.Percent, "CPUUtilization", "Average", node),
            Limit = CpuLimit,
            Periods = 2,
        });
        alarms.Add(scope, new MetricAlert($"{name}-evictions-high")
        {
            Description = $"Valkey's node {node} throws out values before their time.",
            Channel = AlertChannel.Performance,
            Runbook = "cache-evictions-high",
            Measured = Of("Evictions", MeasurementUnit.Number, "Evictions", "Sum", node),
            Limit = 1000,
            Periods = 2,
            Missing = MissingData.Well,
        });
        if (isReplicated)
        {
            alarms.Add(scope, new MetricAlert($"{name}-replication-lag-high")
            {
                Description = $"Valkey's node {node} is behind the primary: a fail-over would lose the newest values.",
                Channel = AlertChannel.Performance,
                Runbook = "cache-replication-lag",
                Measured = Of("Replication lag", MeasurementUnit.Seconds, "ReplicationLag", "Maximum", node),
                Limit = 10,
                // The primary reports none.
                Missing = MissingData.Well,
            });
        }

        if (CpuCredits.HasThem(nodeType))
        {
            alarms.Add(scope, CpuCredits.Alert($"{name}-cpu-credits-low", $"Valkey's node {node}", nodeType, (metric, statistic) => Of(metric, statistic, node)));
        }
    }

    private static Measurement Of(string title, MeasurementUnit unit, string metric, string statistic, string node)
        => new(title, unit, Of(metric, statistic, node));

    private static AlertMetric Of(string metric, string statistic, string node) => new("AWS/ElastiCache", metric, statistic, ("CacheClusterId", node));
}
