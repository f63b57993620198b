using System.Globalization;

namespace Sage.Bench.Host;

/// <summary>One start and stop: until all resources are healthy, the memory of the process that started them, until all are gone.</summary>
internal sealed record Sample(double StartSeconds, double Megabytes, double StopSeconds)
{
    public static Sample Parse(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], parts[1], parts[2]);
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{StartSeconds:F3} {Megabytes:F1} {StopSeconds:F3}");
}

/// <summary>The lines of one process, all the way to a reader in the process that started it.</summary>
internal sealed record Throughput(double LinesPerSecond, double MegabytesPerSecond, double Received)
{
    public static Throughput Parse(string line)
    {
        var sample = Sample.Parse(line);
        return new(sample.StartSeconds, sample.Megabytes, sample.StopSeconds);
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{LinesPerSecond:F0} {MegabytesPerSecond:F2} {Received:F3}");
}
