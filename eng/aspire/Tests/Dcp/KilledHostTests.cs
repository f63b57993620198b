using System.Diagnostics;

namespace Aspire.Hosting.Tests.Dcp;

/// <summary>Sample.AppHost as a process of its own, killed as a debugger or the kernel would.</summary>
public sealed class KilledHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Nothing_is_left_ten_seconds_after_the_app_host_was_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descendants are found by their environment in /proc.");
        var cancelled = TestContext.Current.CancellationToken;
        // Everything the AppHost starts inherits this directory, which makes its descendants known.
        var mark = Directory.CreateTempSubdirectory("killed-").FullName;
        try
        {
            using var host = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sample.AppHost.dll"), "--DcpPublisher:RandomizePorts=true"])
            {
                UseShellExecute = false,
                WorkingDirectory = Projects.Sample_AppHost.ProjectPath,
                Environment = { ["TMPDIR"] = mark, ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true", ["ASPNETCORE_URLS"] = "http://localhost:0", ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0", ["SAMPLE_MARK"] = mark },
            })!;

            await UntilAsync(() => Descendants(mark).Any(command => command.Contains("Sample.Service", StringComparison.Ordinal)), Patience, cancelled);
            host.Kill();

            Assert.True(await UntilAsync(() => !Descendants(mark).Any() && Directory.GetDirectories(mark, "aspire-dcp*").Length == 0, TimeSpan.FromSeconds(10), cancelled),
                string.Join(Environment.NewLine, Descendants(mark)));
        }
        finally
        {
            Directory.Delete(mark, recursive: true);
        }
    }

    private static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!condition())
        {
            if (watch.Elapsed > limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    private static IEnumerable<string> Descendants(string mark) => Process.GetProcesses()
        .Where(process => process.Id != Environment.ProcessId && Read(process.Id, "environ").Contains($"SAMPLE_MARK={mark}\0", StringComparison.Ordinal))
        .Select(process => Read(process.Id, "cmdline").Replace('\0', ' '));

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between the two looks, or somebody else's.
            return "";
        }
    }
}
