using System.Diagnostics;
using System.Globalization;
using ToolCache;

namespace Sage.Bench.Publish;

/// <summary>Runs each subject several times, in turn, so that a machine that slows down slows all of them; prints medians and ratios.</summary>
internal static class PublishBench
{
    private const int BaselineResources = 80;

    public static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var root = Root();
        var appHost = Path.Combine(root, "Sage.AppHost");
        await RunToEndAsync("dotnet", ["build", appHost, "-v", "q", "-nologo"], root, cancellationToken);
        var cli = await CliAsync(cancellationToken);

        var scratch = Directory.CreateTempSubdirectory("sage-bench-publish-").FullName;
        try
        {
            var self = Environment.ProcessPath!;
            string Output(string name) => Path.Combine(scratch, name);
            Subject[] subjects =
            [
                new("the CDK's Node process alone", self, [PlainCdk.Argument, "0", Output("kernel")], root),
                new($"baseline: plain CDK, {BaselineResources} resources", self, [PlainCdk.Argument, BaselineResources.ToString(CultureInfo.InvariantCulture), Output("plain")], root),
                new("Sage.AppHost alone", "dotnet",
                    [Path.Combine(root, "artifacts/bin/Sage.AppHost/debug/Sage.AppHost.dll"), "--operation", "publish", "--step", "publish", "--output-path", Output("alone"), "--environment", "Production"], appHost),
                new("aspire publish, with its build", cli, ["publish", "--non-interactive", "--apphost", Path.Combine(appHost, "Sage.AppHost.csproj"), "-o", Output("cli")], appHost),
            ];

            foreach (var subject in subjects)
            {
                await MeasureAsync(subject, cancellationToken);
            }

            var seconds = subjects.ToDictionary(subject => subject, _ => new List<double>());
            for (var run = 0; run < runs; run++)
            {
                foreach (var subject in subjects)
                {
                    seconds[subject].Add(await MeasureAsync(subject, cancellationToken));
                }
            }

            Print(subjects, seconds);
            return 0;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    // The AppHost keeps DCP and dashboard of this package; the bench needs the CLI that they come with, in a cache of its own.
    private static async Task<string> CliAsync(CancellationToken cancellationToken)
    {
        var cache = new ToolCacheDirectory(Path.Combine(ToolCacheDirectory.Default.Root, "aspire-cli"));
        var packages = await NpmPackages.InstallAsync(cache, Path.Combine(AppContext.BaseDirectory, "aspire-cli-bundle"), new Progress<string>(), cancellationToken);
        var package = Directory.EnumerateDirectories(Path.Combine(packages, "node_modules", "@microsoft"), "aspire-cli-*").First();
        return Path.Combine(package, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire");
    }

    private static void Print(Subject[] subjects, Dictionary<Subject, List<double>> seconds)
    {
        var baseline = Median(seconds[subjects[1]]);
        foreach (var subject in subjects)
        {
            var measured = seconds[subject];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{subject.Name,-36} {Median(measured):F2} s ({measured.Min():F2} .. {measured.Max():F2}), x{Median(measured) / baseline:F2} of the baseline"));
        }
    }

    private static async Task<double> MeasureAsync(Subject subject, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await RunToEndAsync(subject.Command, subject.Arguments, subject.Directory, cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task RunToEndAsync(string command, string[] arguments, string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = directory, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // As in a build: no colours, no messages of the day.
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}:{Environment.NewLine}{await output}{await errors}");
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sage.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Sage.sln was not found above the bench.");
    }

    private sealed record Subject(string Name, string Command, string[] Arguments, string Directory);
}
