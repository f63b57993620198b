using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Builder;

public sealed class ProcessCommandTests
{
    [Fact]
    public async Task The_last_lines_of_the_program_are_the_result()
    {
        var result = await RunAsync(new ProcessCommandSpec("sh") { Arguments = ["-c", "cat; echo $X; echo two; echo three"], StandardInputContent = "in\n", EnvironmentVariables = { ["X"] = "one" } }, new() { MaxOutputLineCount = 2 });

        Assert.True(result.Success);
        Assert.Equal("Command output truncated: showing last 2 of 4 lines.\ntwo\nthree", result.Data?.Value);
        Assert.True(result.Data?.DisplayImmediately);
    }

    [Fact]
    public async Task Another_exit_code_is_a_failure_that_names_it()
    {
        var result = await RunAsync(new ProcessCommandSpec("sh") { Arguments = ["-c", "exit 3"] }, new());

        Assert.Equal((false, "Command 'sh' exited with code 3, which is not in the configured success exit codes [0]."), (result.Success, result.Message));
        Assert.True((await RunAsync(new ProcessCommandSpec("sh") { Arguments = ["-c", "exit 3"] }, new() { SuccessExitCodes = [3] })).Success);
    }

    [Fact]
    public async Task A_missing_program_is_a_failure_that_names_it()
        => Assert.Equal("Executable 'no-such-program' was not found on PATH.", (await RunAsync(new ProcessCommandSpec("no-such-program"), new())).Message);

    [Fact]
    public async Task A_cancelled_command_ends_its_program()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = RunUntilAsync(new ProcessCommandSpec("sleep") { Arguments = ["1000"] }, new(), cancellation.Token);

        await cancellation.CancelAsync();

        Assert.True((await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Canceled);
    }

    private static Task<ExecuteCommandResult> RunAsync(ProcessCommandSpec spec, ProcessCommandOptions options) => RunUntilAsync(spec, options, TestContext.Current.CancellationToken);

    private static Task<ExecuteCommandResult> RunUntilAsync(ProcessCommandSpec spec, ProcessCommandOptions options, CancellationToken cancellationToken)
    {
        var resource = DistributedApplication.CreateBuilder().AddExecutable("tool", "x", ".").WithProcessCommand("run", "Run", _ => spec, options).Resource;
        return resource.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == "run").ExecuteCommand(new ExecuteCommandContext
        {
            Services = new ServiceCollection().BuildServiceProvider(),
            ResourceName = "tool",
            CancellationToken = cancellationToken,
            Logger = NullLogger.Instance,
            Arguments = new InteractionInputCollection([]),
        });
    }
}
