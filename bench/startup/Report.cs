using System.Globalization;

namespace Sage.Bench.Startup;

internal static class Report
{
    public static void Print(Result result, Result baseline)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{result.StartSeconds.Min():F2} .. {result.StartSeconds.Max():F2}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Subject.Name,-46} start {result.MedianStart:F2} s ({range}), x{result.MedianStart / baseline.MedianStart:F2} of the baseline; host {result.HostMegabytes:F0} MB; stop {result.StopSeconds:F2} s"));
    }
}
