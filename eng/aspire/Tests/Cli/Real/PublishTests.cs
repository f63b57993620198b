namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>What people publish and deploy with, against the real CLI.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private static readonly string Project = Path.Combine(Projects.Sample_AppHost.ProjectPath, "Sample.AppHost.csproj");
    private AspireCli _cli = null!;

    public async ValueTask InitializeAsync() => _cli = await AspireCli.CreateAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Publish_runs_the_steps_and_shows_steps_tasks_log_and_summary()
    {
        var output = Path.Combine(_cli.WorkingDirectory, "out");

        var result = await RunAsync("publish", "-o", output);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(output, "greeting.txt"), TestContext.Current.CancellationToken));
        Contains(result, "(greet) → Starting greet...", "(greet) → Writing the greeting", "(greet) i [INF] Wrote 5 letters", "(greet) ✓ Wrote greeting.txt", "8/8 steps succeeded", "Pipeline succeeded", "Greeting: greeting.txt");
    }

    [Fact]
    public async Task A_step_that_fails_is_named_and_ends_with_the_cli_s_code()
    {
        var result = await RunAsync("do", "after-bad");

        Assert.Equal(6, result.ExitCode);
        Contains(result, "(bad) ✗ Step 'bad' failed: boom", "(pipeline-execution) ✗ Failed", "Pipeline failed");
        Assert.DoesNotContain("(after-bad)", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_are_listed_without_running_any()
    {
        var result = await RunAsync("do", "publish", "--list-steps");

        Assert.Equal(0, result.ExitCode);
        Contains(result, "1. process-parameters", "greet", "Depends on: publish-prereq", "Tags: sample", "publish");
        Assert.DoesNotContain("Starting", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_does_not_exist_is_answered_with_those_that_do()
    {
        var result = await RunAsync("do", "nosuchstep");

        Assert.Equal(6, result.ExitCode);
        Contains(result, "Step 'nosuchstep' not found in pipeline. Available steps: 'deploy', 'process-parameters'");
    }

    [Fact]
    public async Task Deploy_and_destroy_run_their_steps()
    {
        var deploy = await RunAsync("deploy");
        var prerequisites = await RunAsync("do", "deploy-prereq", "--environment", "Staging");
        var destroy = await RunAsync("destroy", "--yes");

        Assert.Equal((0, 0, 0), (deploy.ExitCode, prerequisites.ExitCode, destroy.ExitCode));
        Contains(prerequisites, "Initializing deployment for environment 'Staging'");
        Contains(deploy, "(deploy) ✓ deploy completed successfully");
        Contains(destroy, "(destroy) ✓ destroy completed successfully");
    }

    private Task<CliResult> RunAsync(params string[] arguments) => _cli.RunAsync([.. arguments, "--apphost", Project, "--no-build", "--non-interactive"]);

    private static void Contains(CliResult result, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Contains(text, result.All, StringComparison.Ordinal);
        }
    }
}
