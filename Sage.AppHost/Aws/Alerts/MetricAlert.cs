using System.Globalization;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>What having no data means.</summary>
internal enum MissingData
{
    /// <summary>Nothing happened: errors that nobody had, queues that nobody filled.</summary>
    Well,

    /// <summary>What should always report is silent.</summary>
    Bad,

    /// <summary>The state stays what it was: a gap in the data says nothing.</summary>
    Unknown,
}

/// <summary>An alarm on a number.</summary>
internal sealed record MetricAlert(string Name) : Alert(Name)
{
    public required Measurement Measured { get; init; }

    /// <summary>In the unit of <see cref="Measured"/>.</summary>
    public required double Limit { get; init; }

    /// <summary>Too little is bad, not too much.</summary>
    public bool WhenBelow { get; init; }

    public int PeriodMinutes { get; init; } = 5;

    /// <summary>That many periods in a row.</summary>
    public int Periods { get; init; } = 1;

    /// <summary>
    /// Of a percentile: no verdict on periods with too few requests (below 200 for p95), in which it is one request's time. Without it a quiet
    /// hour's only slow answer rings (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html).
    /// </summary>
    public bool NeedsManySamples { get; init; }

    public MissingData Missing { get; init; } = MissingData.Unknown;

    public override string Threshold => string.Create(
        CultureInfo.InvariantCulture, $"{Measured.Title} {(WhenBelow ? "<" : ">")} {Limit:#,0.###}{Measured.Unit.Suffix} ({Periods} x {PeriodMinutes} min)");
}
