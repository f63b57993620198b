using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Sage.Bench.Startup;

/// <summary>Starts a subject again and again and watches it from outside, as its user would.</summary>
internal sealed class Measurement(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public async Task<Result> RunAsync(Subject subject, int runs, CancellationToken cancellationToken)
    {
        var (starts, memory, stops) = (new List<double>(), new List<double>(), new List<double>());
        await OnceAsync(subject, cancellationToken); // Not counted: fills the disk cache, creates the data.
        for (var i = 0; i < runs; i++)
        {
            var (start, megabytes, stop) = await OnceAsync(subject, cancellationToken);
            starts.Add(start);
            memory.Add(megabytes);
            stops.Add(stop);
        }
        return new(subject, [.. starts], Result.Median([.. memory]), Result.Median([.. stops]));
    }

    private async Task<(double Start, double Megabytes, double Stop)> OnceAsync(Subject subject, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(subject.Command, subject.Arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{subject.Command} did not start.");
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));

        foreach (var address in subject.Addresses)
        {
            while (!await AnswersAsync(address, cancellationToken))
            {
                if (process.HasExited || time.GetElapsedTime(begin) > Limit)
                {
                    Stop(process);
                    throw new InvalidOperationException($"{subject.Name}: {address} did not answer.{Environment.NewLine}{string.Concat(await output)}");
                }
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            }
        }
        var start = time.GetElapsedTime(begin).TotalSeconds;
        var megabytes = HostMegabytes(process, subject.HostProcess);

        begin = time.GetTimestamp();
        Stop(process);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(20), time, cancellationToken);
        await output;
        return (start, megabytes, time.GetElapsedTime(begin).TotalSeconds);
    }

    private async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // Not up yet: the next poll asks again, the limit ends it.
        }
    }

    /// <summary><c>dotnet run</c> passes the signal on to the program it started.</summary>
    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            PosixSignals.Terminate(process.Id);
        }
    }

    /// <summary>The resident memory of the program below <c>dotnet run</c>; Linux only, 0 elsewhere.</summary>
    private static double HostMegabytes(Process root, string name)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return 0;
        }
        foreach (var child in Process.GetProcesses().Where(p => p.Id != root.Id))
        {
            using (child)
            {
                var status = Path.Combine("/proc", child.Id.ToString(CultureInfo.InvariantCulture), "status");
                if (ReadLines(status) is { } lines && lines.Contains($"PPid:\t{root.Id}") && lines[0].Contains(name[..Math.Min(15, name.Length)], StringComparison.Ordinal))
                {
                    var resident = lines.First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
                    return double.Parse(resident[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024;
                }
            }
        }
        return 0;
    }

    private static string[]? ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return null; // The process ended between the listing and the read.
        }
    }
}
