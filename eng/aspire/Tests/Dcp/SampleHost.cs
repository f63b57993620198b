using System.Diagnostics;

namespace Aspire.Hosting.Tests.Dcp;

/// <summary>Sample.AppHost as a process of its own, with the dashboard; all it leaves behind is below one directory.</summary>
internal sealed class SampleHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _mark = Directory.CreateTempSubdirectory("host-");

    private SampleHost()
    {
        Home = _mark.CreateSubdirectory("home").FullName;
        Temporary = _mark.CreateSubdirectory("tmp").FullName;
        Process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sample.AppHost.dll"), "--DcpPublisher:RandomizePorts=true"])
        {
            UseShellExecute = false,
            WorkingDirectory = Projects.Sample_AppHost.ProjectPath,
            Environment =
            {
                // Everything the AppHost starts inherits it, which makes its descendants known.
                ["SAMPLE_MARK"] = _mark.FullName,
                ["HOME"] = Home,
                ["TMPDIR"] = Temporary,
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["ASPNETCORE_URLS"] = "http://localhost:0",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0",
            },
        })!;
    }

    public Process Process { get; }

    public string Home { get; }

    public string Temporary { get; }

    /// <summary>The command lines of the AppHost and of all it has started.</summary>
    public IReadOnlyCollection<string> Processes => [.. Ids.Select(id => Read(id, "cmdline").Replace('\0', ' '))];

    /// <summary>The sockets of those processes, by their inodes.</summary>
    public IReadOnlyCollection<string> Sockets => [.. Ids.SelectMany(Links).Where(link => link.StartsWith("socket:[", StringComparison.Ordinal)).Select(link => link["socket:[".Length..^1]).Distinct(StringComparer.Ordinal)];

    private IEnumerable<int> Ids => Process.GetProcesses().Select(process => process.Id)
        .Where(id => id != Environment.ProcessId && Read(id, "environ").Contains($"SAMPLE_MARK={_mark.FullName}\0", StringComparison.Ordinal));

    /// <summary>Returns once the service of the sample and the dashboard run.</summary>
    public static async Task<SampleHost> StartAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descendants are found by their environment in /proc.");
        var host = new SampleHost();
        try
        {
            Assert.True(await UntilAsync(() => host.Process.HasExited || (host.Runs("Sample.Service") && host.Runs("dashboard") && host.CliSockets.Count > 0), Patience, cancellationToken));
            Assert.False(host.Process.HasExited, "The AppHost has ended.");
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public IReadOnlyCollection<string> CliSockets => Path.Combine(Home, ".aspire", "cli", "bch") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    /// <summary>The inodes of sockets that somebody listens on, of all processes of this machine.</summary>
    public static IReadOnlySet<string> Listening()
    {
        const string IsListening = "0A";
        return ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, _, _, IsListening, ..])
            .Select(fields => fields[9])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>False when it has not happened in time.</summary>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit(Patience);
        }

        Process.Dispose();
        _mark.Delete(recursive: true);
    }

    private bool Runs(string program) => Processes.Any(command => command.Contains(program, StringComparison.Ordinal));

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

    private static string[] Links(int process)
    {
        try
        {
            return [.. Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between the two looks, or somebody else's.
            return [];
        }
    }
}
