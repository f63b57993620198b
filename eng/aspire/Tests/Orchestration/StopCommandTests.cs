using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Aspire.Hosting.Tests.Faults;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>Stop before there is anything to stop.</summary>
public sealed class StopCommandTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resource_that_waits_is_stopped_once_its_wait_is_over()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var gate = builder.AddExecutable("gate", "sleep", ".", "1000").WithExplicitStart();
        builder.AddExecutable("tool", "sleep", ".", "1000").WaitFor(gate);
        await using var app = await builder.BuildAsync(Cancelled);
        var starting = app.StartAsync(Cancelled);
        await app.ResourceNotifications.WaitForResourceAsync("tool", KnownResourceStates.Waiting, Cancelled).WaitAsync(RunningApp.Patience, Cancelled);

        var stop = app.ResourceCommands.ExecuteCommandAsync("tool", KnownResourceCommands.StopCommand, Cancelled);
        Assert.False(stop.IsCompleted);
        var start = await app.ResourceCommands.ExecuteCommandAsync("gate", KnownResourceCommands.StartCommand, Cancelled).WaitAsync(RunningApp.Patience, Cancelled);

        Assert.True(start.Success, start.Message);
        var result = await stop.WaitAsync(RunningApp.Patience, Cancelled);
        Assert.True(result.Success, result.Message);
        await app.ResourceNotifications.WaitForResourceAsync("tool", KnownResourceStates.Finished, Cancelled).WaitAsync(RunningApp.Patience, Cancelled);
        await starting;
    }

    [Fact]
    public async Task What_is_stopped_in_the_moment_of_its_start_has_run()
    {
        var tools = Enumerable.Range(1, 20).Select(number => $"tool{number}").ToArray();
        var builder = DistributedApplicationTestingBuilder.Create();
        var gate = builder.AddExecutable("gate", "sleep", ".", "1000").WithExplicitStart();
        foreach (var tool in tools)
        {
            builder.AddExecutable(tool, "sleep", ".", "1000").WaitFor(gate);
        }

        await using var app = await builder.BuildAsync(Cancelled);
        var starting = app.StartAsync(Cancelled);
        await Task.WhenAll(tools.Select(tool => app.ResourceNotifications.WaitForResourceAsync(tool, KnownResourceStates.Waiting, Cancelled))).WaitAsync(RunningApp.Patience, Cancelled);

        var stops = tools.Select(tool => app.ResourceCommands.ExecuteCommandAsync(tool, KnownResourceCommands.StopCommand, Cancelled)).ToArray();
        await app.ResourceCommands.ExecuteCommandAsync("gate", KnownResourceCommands.StartCommand, Cancelled).WaitAsync(RunningApp.Patience, Cancelled);

        Assert.All(await Task.WhenAll(stops).WaitAsync(RunningApp.Patience, Cancelled), result => Assert.True(result.Success, result.Message));
        foreach (var tool in tools)
        {
            var end = await app.ResourceNotifications.WaitForResourceAsync(tool, change => StateText.IsTerminal(change.Snapshot.State?.Text), Cancelled).WaitAsync(RunningApp.Patience, Cancelled);
            Assert.Equal(KnownResourceStates.Finished, end.Snapshot.State?.Text);
        }

        await starting;
    }

    [Fact]
    public async Task A_resource_that_was_never_started_cannot_be_stopped()
    {
        await using var app = await RunningApp.StartAsync(builder => builder.AddExecutable("later", "sleep", ".", "1000").WithExplicitStart());

        var result = await app.ExecuteAsync("later", KnownResourceCommands.StopCommand);

        Assert.False(result.Success);
        Assert.Matches("Failed to stop resource 'later-[a-z]+': it has not been started.", result.Message);
    }
}
