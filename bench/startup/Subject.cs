namespace Sage.Bench.Startup;

/// <summary>What is started, and the addresses that must all answer 2xx for it to count as up.</summary>
internal sealed record Subject(string Name, string Command, string[] Arguments, string[] Addresses, string HostProcess);

/// <summary>Seconds from start to healthy, megabytes of the host process, seconds from SIGTERM to its end; medians.</summary>
internal sealed record Result(Subject Subject, double[] StartSeconds, double HostMegabytes, double StopSeconds)
{
    public double MedianStart => Median(StartSeconds);

    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
