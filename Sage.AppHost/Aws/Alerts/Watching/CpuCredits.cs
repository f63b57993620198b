namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>Small instances save up CPU time; without savings they are slow, or cost more.</summary>
internal static class CpuCredits
{
    private const int PeriodsOfAnHour = 12;

    // Credits of an hour by size, the same for t3 and t4g: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
    private static readonly Dictionary<string, double> Earned = new(StringComparer.Ordinal)
    {
        ["micro"] = 12,
        ["small"] = 24,
        ["medium"] = 24,
        ["large"] = 36,
        ["xlarge"] = 96,
        ["2xlarge"] = 192,
    };

    /// <summary>Of a class such as <c>db.t3.micro</c>.</summary>
    public static bool HasThem(string instanceClass) => instanceClass.Contains(".t", StringComparison.Ordinal);

    /// <param name="name">The alarm's name.</param>
    /// <param name="what">Whose credits.</param>
    /// <param name="instanceClass">Its class.</param>
    /// <param name="metric">The server's metric of a name and statistic.</param>
    /// <exception cref="DistributedApplicationException">The class has credits, but nobody said how many.</exception>
    public static MetricAlert Alert(string name, string what, string instanceClass, Func<string, string, AlertMetric> metric) => new(name)
    {
        Description = $"{what} has used up the CPU time that its size may use in bursts, and goes on using all that it gets.",
        Channel = AlertChannel.Performance,
        Runbook = "cpu-credits-low",
        // A new server has no savings either, and is well: only one that spends what it earns is short. Ten minutes of one processor are none.
        Measured = new Measurement("CPU time used of that earned, with none saved", MeasurementUnit.Percent, FormattableString.Invariant($"IF(saved < 10, 100 * used / {EarnedInPeriod(instanceClass)}, 0)"),
        [
            ("saved", metric("CPUCreditBalance", "Minimum")),
            ("used", metric("CPUCreditUsage", "Sum")),
        ]),
        Limit = 80,
        Periods = 3,
    };

    private static double EarnedInPeriod(string instanceClass) => Earned.TryGetValue(instanceClass[(instanceClass.LastIndexOf('.') + 1)..], out var hourly)
        ? hourly / PeriodsOfAnHour
        : throw new DistributedApplicationException($"How much CPU time '{instanceClass}' earns in an hour is not known.");
}
