using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class LifecycleTests
{
    [Fact]
    public async Task The_events_of_a_resource_come_in_Aspires_order()
    {
        await using var test = new TestApp();
        var tool = test.Add("tool");
        var events = new List<string>();
        Record<InitializeResourceEvent>();
        Record<ResourceEndpointsAllocatedEvent>();
        Record<BeforeResourceStartedEvent>();
        Record<ResourceReadyEvent>();
        Record<ResourceStoppedEvent>();

        await test.StartAsync();
        await test.Notifications.WaitForResourceHealthyAsync("tool", TestApp.Cancelled);
        await test.Executor.FinishAsync("tool", exitCode: 3);

        Assert.Equal(["InitializeResourceEvent", "ResourceEndpointsAllocatedEvent", "BeforeResourceStartedEvent", "ResourceReadyEvent", "ResourceStoppedEvent"], events);
        Assert.Equal(3, test.Snapshot("tool").ExitCode);

        void Record<T>() where T : IDistributedApplicationResourceEvent
            => test.Builder.Eventing.Subscribe<T>(tool.Resource, (_, _) =>
            {
                lock (events)
                {
                    events.Add(typeof(T).Name);
                }

                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task The_states_of_a_resource_come_in_Aspires_order()
    {
        await using var test = new TestApp();
        test.Add("tool");
        var states = new List<string?>();
        // Asking for the first change begins the watch.
        await using var changes = test.Notifications.WatchAsync(TestApp.Cancelled).GetAsyncEnumerator(TestApp.Cancelled);
        var next = changes.MoveNextAsync();

        await test.StartAsync();
        await test.Executor.FinishAsync("tool", exitCode: 0);
        for (; await next && changes.Current.Snapshot.State?.Text is var state; next = changes.MoveNextAsync())
        {
            if (states.Count == 0 || states[^1] != state)
            {
                states.Add(state);
            }

            if (state == KnownResourceStates.Finished)
            {
                break;
            }
        }

        Assert.Equal([null, "Starting", "", "Running", "Finished"], states);
    }

    [Fact]
    public async Task Stop_start_and_restart_are_offered_as_the_state_allows()
    {
        await using var test = new TestApp();
        test.Add("tool");
        await test.StartAsync();
        Assert.Equal(["stop", "restart"], Enabled());

        var stopped = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "stop", TestApp.Cancelled);
        Assert.Equal("Successfully stopped 'tool'.", stopped.Message);
        Assert.Equal(["start"], Enabled());

        var started = await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "resource-start", TestApp.Cancelled);
        Assert.True(started.Success);
        Assert.Equal(["stop", "restart"], Enabled());

        IEnumerable<string> Enabled() => test.Snapshot("tool").Commands.Where(command => command.State == ResourceCommandState.Enabled).Select(command => command.Name);
    }

    [Fact]
    public async Task What_cannot_be_started_says_why_on_the_console_too()
    {
        await using var test = new TestApp();
        var console = new ConsoleLines();
        test.Builder.Services.AddSingleton<ILoggerProvider>(console);
        test.Add("tool");
        _ = test.Application;
        test.Executor.Broken.Add("tool");

        await test.StartAsync();

        Assert.Contains("Aspire.Hosting.DistributedApplication: Resource 'tool' failed to start: no such program", console.Lines);
    }

    [Fact]
    public async Task A_resource_that_ends_with_an_error_is_named_on_the_console()
    {
        await using var test = new TestApp();
        var console = new ConsoleLines();
        test.Builder.Services.AddSingleton<ILoggerProvider>(console);
        test.Add("tool");
        await test.StartAsync();

        await test.Executor.FinishAsync("tool", exitCode: 3);

        Assert.Contains("Aspire.Hosting.DistributedApplication: Resource 'tool' ended with exit code 3; its log says why.", console.Lines);
    }

    [Fact]
    public async Task What_cannot_be_started_says_why_in_its_state_and_log()
    {
        await using var test = new TestApp();
        var tool = test.Add("tool");
        test.Executor.Broken.Add("tool");

        await test.StartAsync();

        Assert.Equal(new ResourceStateSnapshot("FailedToStart", "error"), test.Snapshot("tool").State);
        await foreach (var lines in test.Application.Services.GetLogs().WatchAsync(tool.Resource).WithCancellation(TestApp.Cancelled))
        {
            Assert.Contains(lines, line => line.IsErrorMessage && line.Content.EndsWith("Resource 'tool' failed to start: no such program", StringComparison.Ordinal));
            break;
        }
    }

    [Fact]
    public async Task A_failing_initialization_shows_in_the_state()
    {
        await using var test = new TestApp();
        var custom = test.Builder.AddResource(new TestResource("custom"));
        custom.OnInitializeResource((_, _, _) => throw new InvalidOperationException("boom"));

        await test.StartAsync();

        await test.UntilAsync("custom", KnownResourceStates.FailedToStart);
    }

    [Fact]
    public async Task Stopping_the_application_stops_the_engine()
    {
        await using var test = new TestApp();
        test.Add("tool");
        await test.StartAsync();

        await test.Application.StopAsync(TestApp.Cancelled);

        Assert.True(test.Executor.IsStopped);
    }

    private sealed class TestResource(string name) : Resource(name);
}
