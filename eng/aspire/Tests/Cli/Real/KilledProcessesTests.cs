using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>Programs around a running AppHost that are killed; each AppHost is started for its test.</summary>
public sealed class KilledProcessesTests : IAsyncLifetime
{
    private AspireCli _cli = null!;
    private JsonNode _started = null!;

    private static string Project => Tour.Project;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        _cli = await AspireCli.CreateAsync(Cancellation);
        var result = await _cli.RunAsync("start", "--no-build", "--non-interactive", "--format", "json", "--apphost", Project);
        Assert.True(result.ExitCode == 0, result.All);
        _started = JsonNode.Parse(result.Output)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _cli.InvokeAsync(["stop", "--all", "--non-interactive"], CancellationToken.None);
        _cli.Dispose();
    }

    [Fact]
    public async Task Resources_go_on_without_a_dashboard_that_was_killed_and_the_app_host_says_so()
    {
        using (var dashboard = Process.GetProcessById(FindDashboard()))
        {
            dashboard.Kill();
            await dashboard.WaitForExitAsync(Cancellation);
        }

        var log = (string)_started["logFile"]!;
        await UntilAsync(async () => (await File.ReadAllTextAsync(log, Cancellation)).Contains("The dashboard ended", StringComparison.Ordinal));
        var wait = await _cli.RunAsync("wait", "service", "--apphost", Project);
        Assert.True(wait.ExitCode == 0, wait.All);
        var greeted = await _cli.RunAsync("resource", "desk", "greet", "--apphost", Project, "--", "--who", "Ada");
        Assert.Equal("Hello Ada", greeted.Output.Trim());
    }

    [Fact]
    public async Task An_app_host_ends_with_the_cli_that_started_it()
    {
        using (var cli = Process.GetProcessById((int)_started["cliPid"]!))
        {
            cli.Kill();
            await cli.WaitForExitAsync(Cancellation);
        }

        var appHost = (int)_started["appHostPid"]!;
        await UntilAsync(() => Task.FromResult(!Directory.Exists($"/proc/{appHost}")));
        Assert.Equal("[]", (await _cli.RunAsync("ps", "--format", "json")).Output.Trim());
    }

    private int FindDashboard()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(directory => int.TryParse(Path.GetFileName(directory), out _)))
        {
            try
            {
                if (File.ReadAllText($"{directory}/cmdline").Contains("aspire-managed\0dashboard", StringComparison.Ordinal)
                    && File.ReadAllText($"{directory}/environ").Contains($"HOME={_cli.Home}\0", StringComparison.Ordinal))
                {
                    return int.Parse(Path.GetFileName(directory), System.Globalization.CultureInfo.InvariantCulture);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or somebody else's.
            }
        }

        throw new InvalidOperationException("No dashboard runs.");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }
}
