using System.Diagnostics;

namespace Sage.Bench.Host;

/// <summary>The baseline: the processes alone, started one after the other, killed and waited for.</summary>
internal static class BareRun
{
    public static async Task<Sample> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var processes = Enumerable.Range(0, count).Select(_ => Start(Subject.Program, Subject.Argument, redirect: false)).ToArray();
        var start = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var megabytes = Subject.MegabytesOfThisProcess;

        begin = Stopwatch.GetTimestamp();
        foreach (var process in processes)
        {
            process.Kill();
        }

        await Task.WhenAll(processes.Select(process => process.WaitForExitAsync(cancellationToken)));
        return new(start, megabytes, Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    public static async Task<Throughput> ReadLogAsync(CancellationToken cancellationToken)
    {
        using var process = Start("sh", "-c", redirect: true, Subject.Script);
        var (begin, lines) = (0L, 0L);
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line && line != Subject.Last)
        {
            lines++;
            begin = line == Subject.First ? Stopwatch.GetTimestamp() : begin;
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        process.Kill(entireProcessTree: true);
        return Subject.Over(seconds, lines - 1);
    }

    private static Process Start(string program, string argument, bool redirect, params string[] more)
        => Process.Start(new ProcessStartInfo(program, [argument, .. more]) { UseShellExecute = false, RedirectStandardOutput = redirect })
            ?? throw new InvalidOperationException($"{program} did not start.");
}
