using Constructs;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>Alarms on what the application measures itself, as its model declares them.</summary>
internal static class ApplicationAlarms
{
    public static void Add(AlarmFactory alarms, Construct scope)
    {
        foreach (var declared in Declared<MetricAlarm>(alarms.Plan))
        {
            alarms.Add(scope, new MetricAlert(declared.Name)
            {
                Description = declared.Description,
                Channel = declared.Channel,
                Runbook = declared.Runbook,
                Measured = new Measurement(declared.Title, declared.Unit, new AlertMetric(MetricNamespace.Of(alarms.Plan.Settings), declared.Metric, declared.Statistic)),
                Limit = declared.Limit,
                PeriodMinutes = declared.PeriodMinutes,
                Periods = declared.Periods,
                // A task that is gone has alarms of its own; users who do nothing are no fault.
                Missing = MissingData.Well,
            });
        }

        foreach (var declared in Declared<MetricSummary>(alarms.Plan))
        {
            alarms.Add(scope, new EventAlert(declared.Name)
            {
                Description = declared.Description,
                Channel = AlertChannel.Business,
                Runbook = declared.Runbook,
                When = $"Every day at {declared.Hour:00}:00 UTC",
                Schedule = $"cron(0 {declared.Hour} * * ? *)",
                Summed = [.. declared.Metrics.Select(metric => new SummedMetric(MetricNamespace.Of(alarms.Plan.Settings), metric.Name, metric.Label))],
            });
        }
    }

    /// <summary>
    /// The metrics that the alarms and summaries of the model need without dimensions, with their units. The collector must be told to roll
    /// them up so: CloudWatch does not add up over dimensions.
    /// </summary>
    public static IReadOnlyList<(string Name, MeasurementUnit Unit)> MetricsOf(AwsPlan plan) => [.. Declared<MetricAlarm>(plan).Select(alarm => (alarm.Metric, alarm.Unit))
        .Concat(Declared<MetricSummary>(plan).SelectMany(summary => summary.Metrics).Select(metric => (metric.Name, MeasurementUnit.Number)))
        .DistinctBy(metric => metric.Item1, StringComparer.Ordinal)];

    internal static IEnumerable<T> Declared<T>(AwsPlan plan)
        where T : IResourceAnnotation
        => plan.Tasks.SelectMany(task => task.Resource.Annotations.OfType<T>());
}
