namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>Small instances save up CPU time; without savings they are slow, or cost more.</summary>
internal static class CpuCredits
{
    public static bool HasThem(string instanceClass) => instanceClass.Contains(".t", StringComparison.Ordinal);

    public static MetricAlert Alert(string name, string what, Measurement measured) => new(name)
    {
        Description = $"{what} has nearly used up the CPU time that its size may use in bursts.",
        Channel = AlertChannel.Performance,
        Runbook = "cpu-credits-low",
        Measured = measured,
        // Ten minutes of one full processor.
        Limit = 10,
        WhenBelow = true,
        Periods = 3,
    };
}
