using System.Diagnostics;

namespace Sage.Bench.Host;

/// <summary>Each measurement has a process of its own, so that none warms up the next.</summary>
internal static class Child
{
    public static async Task<T> MedianAsync<T>(int runs, string[] args, Func<string, T> parse, Func<T, double> key)
    {
        var results = new List<T>();
        for (var run = 0; run < runs; run++)
        {
            results.Add(parse(await RunAsync(args)));
        }

        return results.OrderBy(key).ElementAt(runs / 2);
    }

    private static async Task<string> RunAsync(string[] args)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This program has no path.");
        using var process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException($"{string.Join(' ', args)} ended with exit code {process.ExitCode}: {output}");
    }
}
