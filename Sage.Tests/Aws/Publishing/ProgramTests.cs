using System.Text.Json.Nodes;
using ToolCache;

namespace Sage.Tests.Aws.Publishing;

/// <summary>Publishing as its user starts it without the CLI: a program with an exit code and, when it fails, one line.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task A_run_that_publishes_ends_with_0_and_says_where_it_wrote()
    {
        var output = PublishedModel.NewDirectory();
        try
        {
            var result = await RunAsync(output);

            Assert.Equal(0, result.ExitCode);
            Assert.Contains($"Written to {output}", result.Output, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(output, "manifest.json")));
            Assert.Contains("warning: The secret 'sage/anthropic-api-key' has no value yet", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Fact]
    public async Task It_runs_on_the_Node_that_JSII_NODE_names_and_leaves_no_temporary_file()
    {
        var output = PublishedModel.NewDirectory();
        var temporary = PublishedModel.NewDirectory();
        try
        {
            var result = await RunAsync(output, [], [("PATH", AppContext.BaseDirectory), ("JSII_NODE", ToolProcess.Find("node")!), (OperatingSystem.IsWindows() ? "TMP" : "TMPDIR", temporary)]);

            Assert.Equal(0, result.ExitCode);
            Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
            Directory.Delete(temporary, recursive: true);
        }
    }

    [Fact]
    public Task The_command_line_wins_over_a_variable_and_other_programs_variables_say_nothing()
        => FailsAsync("error: The phase is 'huge'; it must be mvp or growth or scale.", ["--phase", "huge"], ("Parameters__phase", "growth"), ("PHASE", "build"));

    [Fact]
    public void The_CLI_finds_the_AppHost_among_the_repositorys_others()
    {
        var root = Path.GetFullPath(Path.Combine(Projects.Sage_AppHost.ProjectPath, ".."));
        var path = (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(root, "aspire.config.json")))!["appHost"]!["path"];

        Assert.Equal(Path.Combine(Projects.Sage_AppHost.ProjectPath, "Sage.AppHost.csproj"), Path.GetFullPath(Path.Combine(root, path!)));
    }

    [Fact]
    public Task A_setting_that_cannot_be_used_ends_it_with_1_and_one_line() => FailsAsync("error: The phase is 'huge'; it must be mvp or growth or scale.", ["--phase", "huge"]);

    [Fact]
    public Task Without_Node_it_ends_with_1_and_one_line()
        => FailsAsync("error: Node.js is not on the PATH. The AWS CDK needs version 20 or later.", [], ("PATH", AppContext.BaseDirectory));

    [Fact]
    public Task With_a_Node_that_is_none_it_ends_with_1_and_one_line()
        => FailsAsync("error: JSII_NODE is '/none/node', which is no program. The AWS CDK needs version 20 or later.", [], ("JSII_NODE", "/none/node"));

    private static async Task FailsAsync(string line, string[] args, params (string Name, string Value)[] environment)
    {
        var output = PublishedModel.NewDirectory();
        try
        {
            var result = await RunAsync(output, args, environment);

            Assert.Equal(1, result.ExitCode);
            Assert.Equal(line, result.Error.Trim());
            Assert.Empty(Directory.EnumerateFileSystemEntries(output));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static Task<ToolResult> RunAsync(string output, string[]? args = null, (string Name, string Value)[]? environment = null)
    {
        string[] all = ["exec", typeof(Projects.Sage_AppHost).Assembly.Location, "--operation", "publish", "--step", "publish", "--output-path", output, "--Pipeline:ClearCache=true", .. args ?? []];
        return ToolProcess.RunAsync(
            new ToolCommand(ToolProcess.Find("dotnet")!, all)
            {
                WorkingDirectory = Projects.Sage_AppHost.ProjectPath,
                // As the launch profile of "dotnet run" says; publishing takes it for production.
                Environment = (environment ?? []).Append((Name: "DOTNET_ENVIRONMENT", Value: "Development")).ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
                Timeout = TimeSpan.FromMinutes(3),
            },
            TestContext.Current.CancellationToken);
    }
}
