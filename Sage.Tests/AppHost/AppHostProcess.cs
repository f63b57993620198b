using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Sage.AppHost.Local;

namespace Sage.Tests.AppHost;

/// <summary>The AppHost as its user starts it: a process of its own, with ports and data of its own.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private const string Marker = "SAGE_TEST_RUN";

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly Process _process;
    private int _ends;

    private AppHostProcess(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var assembly = typeof(Projects.Sage_AppHost).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly])
        {
            WorkingDirectory = Projects.Sage_AppHost.ProjectPath,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Inherited by everything the run starts, so that nothing of it can hide.
        start.Environment[Marker] = _run;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["ASPNETCORE_URLS"] = $"http://localhost:{FreePort()}";
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FreePort()}";
        start.Environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{FreePort()}";
        // Free ports, and data that go with the run.
        start.Environment["DcpPublisher__RandomizePorts"] = "true";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => string.Join(Environment.NewLine, _output);

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public static AppHostProcess Start(params IEnumerable<KeyValuePair<string, string>> environment) => new(environment);

    /// <summary>Waits until the console shows the text; fails with everything it showed.</summary>
    public Task WaitForOutputAsync(string text, TimeSpan limit, CancellationToken cancellationToken) => WaitUntilAsync(() =>
    {
        var shown = Output.Contains(text, StringComparison.Ordinal);
        // The last lines come after the end of the process.
        Assert.True(shown || !_process.HasExited || Volatile.Read(ref _ends) < 2, $"The AppHost ended before it showed '{text}'. Console:{Environment.NewLine}{Output}");
        return shown;
    }, $"the console to show '{text}'", limit, cancellationToken);

    /// <summary>Waits until no process of the run is left; fails with those that are.</summary>
    public Task WaitUntilNothingIsLeftAsync(TimeSpan limit, CancellationToken cancellationToken)
        => WaitUntilAsync(() => Processes().Count == 0, () => $"nothing to be left, but: {string.Join("; ", Processes())}", limit, cancellationToken);

    public Task WaitUntilAsync(Func<bool> condition, string what, TimeSpan limit, CancellationToken cancellationToken) => WaitUntilAsync(condition, () => what, limit, cancellationToken);

    private async Task WaitUntilAsync(Func<bool> condition, Func<string> what, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                Assert.Fail($"Waited {limit.TotalSeconds} s for {what()}. Console:{Environment.NewLine}{Output}");
            }
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public void Signal(int signal) => Assert.True(Libc.Signal(_process.Id, signal), "The AppHost has ended already.");

    public void Kill() => _process.Kill();

    /// <summary>What is left of the run: every process that carries its mark. Linux only.</summary>
    public IReadOnlyList<string> Processes()
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{Marker}={_run}", StringComparison.Ordinal))
                {
                    found.Add($"{Path.GetFileName(folder)} {File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')}");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // Ended meanwhile, or somebody else's.
            }
        }
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
        else
        {
            Interlocked.Increment(ref _ends);
        }
    }
}
