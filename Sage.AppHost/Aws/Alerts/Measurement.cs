namespace Sage.AppHost.Aws.Alerts;

/// <summary>One metric, or an expression of several.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">The unit of limits.</param>
/// <param name="Expression">Of the ids in <paramref name="Metrics"/>; null when there is one metric and no arithmetic.</param>
/// <param name="Metrics">Metrics by id.</param>
internal sealed record Measurement(string Title, MeasurementUnit Unit, string? Expression, IReadOnlyList<(string Id, AlertMetric Metric)> Metrics)
{
    public Measurement(string title, MeasurementUnit unit, AlertMetric metric)
        : this(title, unit, Expression: null, [("m", metric)])
    {
    }
}

/// <summary>How people write a number that CloudWatch keeps in another size.</summary>
/// <param name="Suffix">Behind the number.</param>
/// <param name="CloudWatch">CloudWatch's unit; it knows those of its own list only (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html).</param>
/// <param name="Size">How many of them it is.</param>
internal sealed record MeasurementUnit(string Suffix, string CloudWatch, double Size = 1)
{
    public static readonly MeasurementUnit Number = new("", "Count");
    public static readonly MeasurementUnit Percent = new(" %", "Percent");

    /// <summary>Metrics in seconds.</summary>
    public static readonly MeasurementUnit Seconds = new(" s", "Seconds");

    /// <summary>Metrics in seconds, limits in milliseconds.</summary>
    public static readonly MeasurementUnit MillisecondsOfSeconds = new(" ms", "Seconds", 0.001);

    public static readonly MeasurementUnit Milliseconds = new(" ms", "Milliseconds");

    /// <summary>Metrics in bytes.</summary>
    public static readonly MeasurementUnit MiB = new(" MiB", "Bytes", 1024 * 1024);
}

/// <summary>A metric as CloudWatch knows it.</summary>
/// <param name="Namespace">Such as <c>AWS/ECS</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Statistic"><c>Average</c>, <c>Sum</c>, <c>Minimum</c>, <c>Maximum</c>, or a percentile such as <c>p95</c>.</param>
/// <param name="Dimensions">All of them: CloudWatch does not add up over the others.</param>
internal sealed record AlertMetric(string Namespace, string Name, string Statistic, params IReadOnlyList<(string Name, string Value)> Dimensions)
{
    public bool IsPercentile => Statistic.StartsWith('p');
}
