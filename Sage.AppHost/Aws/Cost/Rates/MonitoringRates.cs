using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>CloudWatch alarms are charged by the metric they watch; Container Insights by the metrics it makes.</summary>
internal static class MonitoringRates
{
    public static IReadOnlyList<Rate> All { get; } =
    [
        new("AWS::CloudWatch::Alarm", "monitoring", "alarm", Alarm),
        new("AWS::ECS::Cluster", "monitoring", "Container Insights", Insights),
    ];

    private static IEnumerable<Charge> Alarm(RateInput input)
    {
        var alarm = input.Properties;
        var metrics = alarm.Sections("Metrics").ToList();
        var quick = alarm.Number("Period") < 60 || metrics.Any(m => m.Number("MetricStat.Period") < 60);
        if (metrics.Any(m => m.Text("Expression")?.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) == true))
        {
            return [Charge.Unpriced("alarm over a query", "it is charged by the metrics its query finds")];
        }
        if (alarm.Has("ThresholdMetricId"))
        {
            return [quick ? Charge.Unpriced("anomaly alarm", "high-resolution anomaly alarms have no price here") : new Charge("anomaly alarm", "cloudwatch/alarm-anomaly")];
        }
        var watched = Math.Max(1, metrics.Count(m => m.Has("MetricStat")));
        return [new Charge($"alarm over {watched} metric{(watched == 1 ? "" : "s")}", $"cloudwatch/alarm-metric{(quick ? "-high-resolution" : "")}", watched)];
    }

    private static IEnumerable<Charge> Insights(RateInput input) =>
        input.Properties.Sections("ClusterSettings").Any(s => s.Text("Name") == "containerInsights" && s.Text("Value") != "disabled")
            ? [new Charge("Container Insights metrics", "cloudwatch/container-insights")]
            : [];
}
