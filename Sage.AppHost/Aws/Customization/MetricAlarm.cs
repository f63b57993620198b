using Sage.AppHost.Aws.Alerts;

namespace Sage.AppHost.Aws.Customization;

/// <summary>An alarm on a metric that the application sends over OTLP, over all its tasks and attributes.</summary>
/// <param name="Name">The alarm's, without the prefix of the environment.</param>
internal sealed record MetricAlarm(string Name) : IResourceAnnotation
{
    /// <summary>The metric's name in the application.</summary>
    public required string Metric { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary><c>Average</c>, <c>Sum</c>, <c>Maximum</c>, <c>Minimum</c>; of histograms also percentiles such as <c>p95</c>.</summary>
    public required string Statistic { get; init; }

    /// <summary>It rings above.</summary>
    public required double Limit { get; init; }

    public MeasurementUnit Unit { get; init; } = MeasurementUnit.Number;

    public required string Description { get; init; }

    public required AlertChannel Channel { get; init; }

    /// <summary>The file in docs/runbooks, without <c>.md</c>.</summary>
    public required string Runbook { get; init; }

    public int PeriodMinutes { get; init; } = 5;

    public int Periods { get; init; } = 1;
}

/// <summary>Sums of the day before, sent every day to the channel of business.</summary>
/// <param name="Name">Without the prefix of the environment.</param>
internal sealed record MetricSummary(string Name) : IResourceAnnotation
{
    /// <summary>Metrics that are counted up, and what people call them.</summary>
    public required IReadOnlyList<(string Name, string Label)> Metrics { get; init; }

    public required string Description { get; init; }

    /// <summary>The file in docs/runbooks, without <c>.md</c>.</summary>
    public required string Runbook { get; init; }

    /// <summary>Of the day, UTC.</summary>
    public int Hour { get; init; } = 8;
}

/// <summary>Declares alarms where the model is. Nothing happens in run mode.</summary>
internal static class MetricAlarmExtensions
{
    public static IResourceBuilder<ProjectResource> WithMetricAlarm(this IResourceBuilder<ProjectResource> project, MetricAlarm alarm)
        => project.ApplicationBuilder.ExecutionContext.IsPublishMode ? project.WithAnnotation(alarm) : project;

    public static IResourceBuilder<ProjectResource> WithMetricSummary(this IResourceBuilder<ProjectResource> project, MetricSummary summary)
        => project.ApplicationBuilder.ExecutionContext.IsPublishMode ? project.WithAnnotation(summary) : project;
}
