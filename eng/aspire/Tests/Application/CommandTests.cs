using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Orchestration;

namespace Aspire.Hosting.Tests.Application;

public sealed class CommandTests
{
    [Fact]
    public async Task A_command_runs_with_its_arguments()
    {
        await using var test = await Start(context => Task.FromResult(CommandResults.Success(context.Arguments.GetString("name")!)), Argument("name", InputType.Text, required: true));

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "run", new InteractionInputCollection([Argument("name", InputType.Text, value: " Sage ")]), TestApp.Cancelled);

        Assert.Equal((true, "Sage"), (result.Success, result.Message));
    }

    [Theory]
    [InlineData(InputType.Text, "", "Value is required.")]
    [InlineData(InputType.Number, "many", "Value must be a valid number.")]
    [InlineData(InputType.Boolean, "perhaps", "Value must be a valid boolean.")]
    public async Task Arguments_are_checked(InputType type, string value, string problem)
    {
        await using var test = await Start(_ => throw new InvalidOperationException("not reached"), Argument("name", type, required: true));

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "run", new InteractionInputCollection([Argument("name", type, value: value)]), TestApp.Cancelled);

        Assert.Equal((false, "Command argument validation failed."), (result.Success, result.Message));
        Assert.Equal([problem], result.InvalidArguments!["name"].ValidationErrors);
    }

    [Fact]
    public async Task An_unknown_argument_is_named()
    {
        await using var test = await Start(_ => Task.FromResult(CommandResults.Success()));

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "run", new Dictionary<string, string?> { ["what"] = "x" }, interactive: false, TestApp.Cancelled);

        Assert.Equal("Unknown argument 'what' for command 'run'.", result.Message);
    }

    [Fact]
    public async Task What_a_command_throws_is_its_result()
    {
        await using var test = await Start(_ => throw new InvalidOperationException("boom"));

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "run", TestApp.Cancelled);

        Assert.Equal((false, "boom"), (result.Success, result.Message));
    }

    [Fact]
    public async Task A_cancelled_command_is_not_a_failed_one()
    {
        await using var test = await Start(_ => throw new OperationCanceledException());

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "run", TestApp.Cancelled);

        Assert.True(result.Canceled);
    }

    [Fact]
    public async Task Unknown_resources_and_commands_are_named()
    {
        await using var test = await Start(_ => Task.FromResult(CommandResults.Success()));

        Assert.Equal("Resource 'nobody' not found.", (await test.Application.ResourceCommands.ExecuteCommandAsync("nobody", "run", TestApp.Cancelled)).Message);
        Assert.Equal("Command 'dance' not available for resource 'tool'.", (await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "dance", TestApp.Cancelled)).Message);
    }

    private static async Task<TestApp> Start(Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute, params InteractionInput[] arguments)
    {
        var test = new TestApp();
        test.Add("tool").WithCommand("run", "Run", execute, new CommandOptions { Arguments = arguments });
        await test.StartAsync();
        return test;
    }

    private static InteractionInput Argument(string name, InputType type, bool required = false, string? value = null) => new() { Name = name, InputType = type, Required = required, Value = value };
}
