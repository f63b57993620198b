using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>Ctrl+C of <c>aspire run</c>: nothing stays, whenever it comes.</summary>
public sealed class CtrlCTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private AspireCli _cli = null!;

    private static string Project => Projects.Sample_AppHost.ProjectPath + "/Sample.AppHost.csproj";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        _cli = await AspireCli.CreateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cli is not null)
        {
            await _cli.InvokeAsync(["stop", "--all", "--non-interactive"], CancellationToken.None);
            _cli.Dispose();
        }
    }

    [Fact]
    public async Task During_the_build_it_ends_the_build()
    {
        var project = Path.Combine(_cli.WorkingDirectory, "Slow.csproj");
        await File.WriteAllTextAsync(project, """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <IsAspireHost>true</IsAspireHost>
                <AspireHostingSDKVersion>13.5.4</AspireHostingSDKVersion>
              </PropertyGroup>
              <Target Name="Slow" BeforeTargets="CoreCompile">
                <Exec Command="exec sleep 1234" />
              </Target>
            </Project>
            """, Cancellation);

        var exitCode = await RunAsync(() => Task.FromResult(Processes().Any(process => process.CommandLine.Contains("sleep\01234", StringComparison.Ordinal))), "--apphost", project);

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task During_the_start_it_ends_the_app_host()
    {
        var exitCode = await RunAsync(
            () => Task.FromResult(Processes().Any(process => process.CommandLine.Contains("start-apiserver", StringComparison.Ordinal))),
            "--no-build", "--isolated", "--apphost", Project);

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Of_a_running_application_it_ends_everything()
    {
        var exitCode = await RunAsync(
            async () => JsonNode.Parse((await _cli.RunAsync("ps", "--format", "json")).Output)!.AsArray() is [{ } running] && (string?)running["status"] == "running",
            "--no-build", "--isolated", "--apphost", Project);

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_dashboard_that_is_open_to_everybody_has_no_login()
    {
        var start = await _cli.RunAsync("start", "--no-build", "--non-interactive", "--isolated", "--format", "json", "--apphost", Project, "--", "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true");
        Assert.True(start.ExitCode == 0, start.All);
        var url = (string)JsonNode.Parse(start.Output)!["dashboardUrl"]!;

        Assert.DoesNotContain("login", url, StringComparison.Ordinal);
    }

    /// <summary>The exit code of a run that is interrupted at a moment, once nothing of it is left.</summary>
    private async Task<int> RunAsync(Func<Task<bool>> moment, params string[] arguments)
    {
        using var run = _cli.StartGroup(["run", "--non-interactive", .. arguments]);
        var output = run.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = run.StandardError.ReadToEndAsync(Cancellation);
        try
        {
            await UntilAsync(async () => run.HasExited || await moment(), () => "The moment for Ctrl+C");
            Assert.False(run.HasExited, run.HasExited ? await output + await errors : "");
            using (var kill = Process.Start("kill", ["-INT", "--", string.Create(CultureInfo.InvariantCulture, $"-{run.Id}")]))
            {
                await kill.WaitForExitAsync(Cancellation);
            }

            await run.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
            await UntilAsync(() => Task.FromResult(!Processes().Any()), () => $"The end of {string.Join(" and ", Processes())}");
            return run.ExitCode;
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Everything that descends from this CLI knows its home directory.</summary>
    private IEnumerable<(int Id, string CommandLine)> Processes()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) || Read(directory) is not { } commandLine
                // The CLI looks for updates in a process of its own, which it leaves to itself.
                || commandLine.Contains("nuget\0search", StringComparison.Ordinal))
            {
                continue;
            }

            yield return (id, commandLine);
        }
    }

    private string? Read(string directory)
    {
        try
        {
            return File.ReadAllText($"{directory}/environ").Contains($"HOME={_cli.Home}\0", StringComparison.Ordinal) ? File.ReadAllText($"{directory}/cmdline") : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or somebody else's.
            return null;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await condition())
        {
            Assert.False(timeout.IsCancellationRequested, timeout.IsCancellationRequested ? $"{what()} has not come." : "");
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }
}
