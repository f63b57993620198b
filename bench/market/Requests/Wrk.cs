using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sage.Bench.Market.Requests;

/// <summary>https://github.com/wg/wrk, when it is installed.</summary>
internal sealed partial class Wrk(string path)
{
    public static Wrk? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists) is { } path ? new Wrk(path) : null;
    }

    public async Task<Load> RunAsync(Uri address, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var arg in new[] { "-t1", $"-c{connections}", string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds:0}s"), "--latency", address.ToString() })
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var errors = Refused().Match(output) is { Success: true } refused ? long.Parse(refused.Groups["value"].Value, CultureInfo.InvariantCulture) : 0;
        return new Load(Number(PerSecond().Match(output).Groups["value"].Value), Milliseconds(Half().Match(output)), Milliseconds(NinetyNine().Match(output)), errors);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Milliseconds(Match match) => Number(match.Groups["value"].Value) * match.Groups["unit"].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    [GeneratedRegex(@"Requests/sec:\s+(?<value>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+(?<value>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Half();

    [GeneratedRegex(@"99%\s+(?<value>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NinetyNine();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (?<value>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refused();
}
