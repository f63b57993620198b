using System.Globalization;

namespace Sage.Bench.Host;

/// <summary>What came out, with the ratio to the baseline of the same run.</summary>
internal static class Report
{
    public static void Print(int resources, Sample bare, Sample host)
        => Write($"{resources,2} resources: start to healthy {host.StartSeconds:F2} s (bare processes {bare.StartSeconds:F3} s, x{host.StartSeconds / bare.StartSeconds:F0}); memory {host.Megabytes:F0} MB (bare {bare.Megabytes:F0} MB, x{host.Megabytes / bare.Megabytes:F1}); stop {host.StopSeconds:F2} s (bare {bare.StopSeconds:F3} s, x{host.StopSeconds / bare.StopSeconds:F0})");

    public static void PrintTesting(int resources, Sample bare, Sample testing)
        => Write($"{resources,2} resources under the testing builder: start to healthy {testing.StartSeconds:F2} s (goal < 3 s; bare processes {bare.StartSeconds:F3} s, x{testing.StartSeconds / bare.StartSeconds:F0}); stop {testing.StopSeconds:F2} s");

    public static void Print(Throughput bare, Throughput host)
        => Write($"log to a reader: {host.LinesPerSecond:F0} lines/s, {host.MegabytesPerSecond:F1} MB/s, {host.Received:P1} of the lines (bare pipe {bare.LinesPerSecond:F0} lines/s, {bare.MegabytesPerSecond:F1} MB/s; x{host.LinesPerSecond / bare.LinesPerSecond:F2})");

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
