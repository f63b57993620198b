using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>What people type, against the real CLI.</summary>
[Collection(nameof(TourCollection))]
public sealed class RealCliTests(Tour tour)
{
    [Fact]
    public async Task Start_ends_when_the_app_host_runs_and_ps_lists_it()
    {
        var running = Assert.Single(JsonNode.Parse((await tour.Cli.RunAsync("ps", "--format", "json")).Output)!.AsArray())!;

        Assert.Equal((string?)tour.Started["appHostPath"], (string?)running["appHostPath"]);
        Assert.Equal(((int)tour.Started["appHostPid"]!, "running", "13.5.4"), ((int)running["appHostPid"]!, (string?)running["status"], (string?)running["sdkVersion"]));
        Assert.Equal((string?)tour.Started["dashboardUrl"], (string?)running["dashboardUrl"]);
        Assert.Contains("Sample.Tour.csproj", (await tour.Cli.RunAsync("ps")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_shows_state_health_and_address_of_every_resource()
    {
        var result = await tour.AspireAsync("describe");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"service .*Project .*Running .*Healthy .*http://localhost:\d+", result.Output);
        Assert.Matches("job .*Executable .*Finished", result.Output);
        Assert.Matches("missing .*Parameter .*ValueMissing", result.Output);
        Assert.DoesNotContain("aspire-dashboard", result.Output, StringComparison.Ordinal);
        Assert.Contains("aspire-dashboard", (await tour.AspireAsync("describe", "--include-hidden")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_leaves_out_secrets_and_what_contains_one()
    {
        var text = (await tour.JsonAsync("describe")).ToJsonString();

        Assert.DoesNotContain("correct-horse-battery", text, StringComparison.Ordinal);
        var service = await tour.ResourceAsync("service");
        Assert.Equal("hello", (string?)service["environment"]!["GREETING"]);
        Assert.Null(service["environment"]!["PASSWORD"]);
        Assert.Null(service["environment"]!["ConnectionStrings__store"]);
        Assert.Null((await tour.ResourceAsync("password"))["properties"]!["Value"]);
    }

    [Fact]
    public async Task Describe_follows_changes()
    {
        using var first = JsonDocument.Parse(await tour.Cli.FollowAsync(line => line.Contains("\"service\"", StringComparison.Ordinal), "describe", "--follow", "--format", "json", "--apphost", Tour.Project));

        Assert.Equal("Running", first.RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Describe_follows_a_resource_that_is_started()
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var follow = tour.Cli.FollowAsync(IsStarted, "describe", "--follow", "--format", "json", "--apphost", Tour.Project);
        await Task.WhenAny(shown.Task, follow);

        Assert.Equal(0, (await tour.AspireAsync("resource", "soon", "start")).ExitCode);

        await follow;
        Assert.Equal(0, (await tour.AspireAsync("resource", "soon", "stop")).ExitCode);

        bool IsStarted(string line)
        {
            if (!line.Contains("\"soon\"", StringComparison.Ordinal))
            {
                return false;
            }

            shown.TrySetResult();
            return (string?)JsonNode.Parse(line)!["state"] == "Running";
        }
    }

    [Fact]
    public async Task Logs_are_shown_by_resource_by_tail_and_by_search()
    {
        var lines = (await tour.JsonAsync("logs", "chatter"))["logs"]!.AsArray();
        Assert.Equal(["line 1", "line 2", "line 3", "line 4", "line 5"], lines.Select(Content).Where(line => line.StartsWith("line", StringComparison.Ordinal)));
        Assert.True((bool)lines.Single(line => Content(line) == "an error")!["isError"]!);

        Assert.Equal(2, (await tour.JsonAsync("logs", "chatter", "--tail", "2"))["logs"]!.AsArray().Count);
        Assert.Equal("line 3", Content(Assert.Single((await tour.JsonAsync("logs", "--search", "LINE 3"))["logs"]!.AsArray())));
        // In colour, with a change of it in the middle of the word.
        Assert.Single((await tour.JsonAsync("logs", "chatter", "--search", "green"))["logs"]!.AsArray());
        Assert.Contains("[job] done", (await tour.AspireAsync("logs")).Output, StringComparison.Ordinal);

        static string Content(JsonNode? line) => (string?)line!["content"] ?? "";
    }

    [Fact]
    public async Task Logs_are_followed()
        => await tour.Cli.FollowAsync(line => line.EndsWith("line 5", StringComparison.Ordinal), "logs", "chatter", "--follow", "--apphost", Tour.Project);

    [Theory]
    [InlineData(0, "is healthy", "service")]
    [InlineData(0, "is down", "job", "--status", "down")]
    [InlineData(17, "Timed out waiting for resource 'later'", "later", "--status", "up", "--timeout", "1")]
    [InlineData(18, "entered a failed state: Finished", "job")]
    [InlineData(18, "Resource 'nobody' was not found.", "nobody")]
    public async Task Wait_ends_with_the_state_the_time_or_the_failure(int exitCode, string message, params string[] arguments)
    {
        var result = await tour.AspireAsync(["wait", .. arguments]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_a_resource_gets_arguments_and_shows_its_result()
    {
        var result = await tour.AspireAsync("resource", "desk", "greet", "--", "--who", "Ada", "--times", "2", "--language", "de", "--loud");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("HALLO ADA HALLO ADA", result.Output.Trim());
        var help = (await tour.AspireAsync("resource", "desk", "greet", "--help")).All;
        Assert.Matches(@"--language <value>\s+Allowed values: en, de. Default: en.", help);
    }

    [Theory]
    [InlineData(16, "It does not work.", "desk", "fail")]
    [InlineData(16, "It breaks.", "desk", "throw")]
    [InlineData(16, "Nobody is there to be asked.", "clerk", "ask")]
    [InlineData(16, "Command 'dance' not available for resource 'desk'.", "desk", "dance")]
    [InlineData(16, "Resource 'nobody' not found.", "nobody", "start")]
    [InlineData(16, "That is too often.", "desk", "greet", "--", "--who", "Ada", "--times", "9")]
    [InlineData(1, "'--who'", "desk", "greet")]
    public async Task A_command_that_fails_says_why_and_ends_with_an_error(int exitCode, string message, params string[] arguments)
    {
        var result = await tour.AspireAsync(["resource", .. arguments]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_is_stopped_started_and_restarted()
    {
        // One that runs at the end as it did before.
        Assert.Equal(0, (await tour.AspireAsync("resource", "clerk", "stop")).ExitCode);
        Assert.Equal(0, (await tour.AspireAsync("wait", "clerk", "--status", "down")).ExitCode);
        Assert.Equal(0, (await tour.AspireAsync("resource", "clerk", "start")).ExitCode);
        Assert.Equal(0, (await tour.AspireAsync("wait", "clerk", "--status", "up")).ExitCode);
        var first = (int)(await tour.ResourceAsync("clerk"))["properties"]!["executable.pid"]!;
        Assert.Equal(0, (await tour.AspireAsync("resource", "clerk", "restart")).ExitCode);
        Assert.Equal(0, (await tour.AspireAsync("wait", "clerk", "--status", "up")).ExitCode);
        Assert.NotEqual(first, (int)(await tour.ResourceAsync("clerk"))["properties"]!["executable.pid"]!);
    }

    [Fact]
    public async Task A_parameter_is_set_saved_and_deleted()
    {
        var set = await tour.AspireAsync("resource", "missing", "set-parameter", "--", "--value", "here", "--save-to-user-secrets", "true");
        Assert.True(set.ExitCode == 0, set.All);
        Assert.Equal("here", (string?)(await tour.ResourceAsync("missing"))["properties"]!["Value"]);
        Assert.Equal("here", (await tour.AspireAsync("secret", "get", "Parameters:missing")).Output.Trim());

        var deleted = await tour.AspireAsync("resource", "missing", "delete-parameter", "--", "--delete-from-user-secrets", "true");
        Assert.True(deleted.ExitCode == 0, deleted.All);
        Assert.Equal("ValueMissing", (string?)(await tour.ResourceAsync("missing"))["state"]);
        Assert.NotEqual(0, (await tour.AspireAsync("secret", "get", "Parameters:missing")).ExitCode);
    }

    [Fact]
    public async Task User_secrets_are_set_listed_and_deleted()
    {
        Assert.Equal(0, (await tour.AspireAsync("secret", "set", "Parameters:own", "value")).ExitCode);
        Assert.Contains("Parameters:own", (await tour.AspireAsync("secret", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await tour.AspireAsync("secret", "delete", "Parameters:own")).ExitCode);
        Assert.DoesNotContain("Parameters:own", (await tour.AspireAsync("secret", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_of_a_resource_is_found_and_exported()
    {
        using var client = new HttpClient();
        var url = (string)(await tour.ResourceAsync("service"))["urls"]![0]!["url"]!;
        Assert.Equal("hello", await client.GetStringAsync($"{url}/greeting", TestContext.Current.CancellationToken));

        // Exported once a second, so the first look may be too early; following waits for it.
        await tour.Cli.FollowAsync(line => line.Contains("Somebody is greeted with hello.", StringComparison.Ordinal), "otel", "logs", "service", "--follow", "--apphost", Tour.Project);
        Assert.Contains("service", (await tour.AspireAsync("otel", "traces")).Output, StringComparison.Ordinal);
        Assert.Contains("service", (await tour.AspireAsync("otel", "spans", "service")).Output, StringComparison.Ordinal);
        var archive = Path.Combine(tour.Cli.WorkingDirectory, "export.zip");
        var export = await tour.AspireAsync("export", "--output", archive);
        Assert.True(export.ExitCode == 0, export.All);
        await using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(archive, TestContext.Current.CancellationToken);
        Assert.Contains("structuredlogs/service.json", zip.Entries.Select(entry => entry.FullName));
        Assert.Contains("resources/password.json", zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Tools_of_agents_are_named_and_a_call_of_none_says_so()
    {
        Assert.Equal(0, (await tour.AspireAsync("mcp", "tools")).ExitCode);
        Assert.Contains("Resource 'service' does not have an MCP endpoint annotation.", (await tour.AspireAsync("mcp", "call", "service", "x")).All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_host_that_fails_to_start_says_why()
    {
        var failing = Projects.Sample_AppHost.ProjectPath + "/Sample.AppHost.csproj";

        var result = await tour.Cli.RunAsync("start", "--no-build", "--non-interactive", "--apphost", failing, "--", "--Sample:Throws=boom");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("System.InvalidOperationException: boom", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ends_with_the_app_host_and_stop_ends_it()
    {
        // A project of its own, as the CLI stops what runs of a project already.
        var project = Projects.Sample_AppHost.ProjectPath + "/Sample.AppHost.csproj";
        using var run = tour.Cli.Start("run", "--no-build", "--non-interactive", "--isolated", "--apphost", project);
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tour.Cli.FollowAsync(line => line.Contains("Sample.AppHost.csproj", StringComparison.Ordinal), "ps", "--follow", "--format", "json");

        var stop = await tour.Cli.RunAsync("stop", "--non-interactive", "--apphost", project);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(stop.ExitCode == 0, stop.All);
        Assert.True(run.ExitCode == 0, await output + await errors);
        Assert.DoesNotContain("Sample.AppHost", (await tour.Cli.RunAsync("ps")).Output, StringComparison.Ordinal);
    }
}
