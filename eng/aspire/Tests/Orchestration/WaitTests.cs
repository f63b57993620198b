using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class WaitTests
{
    [Fact]
    public async Task A_resource_waits_until_the_other_is_healthy()
    {
        await using var test = new TestApp();
        var status = HealthStatus.Unhealthy;
        test.Builder.Services.AddHealthChecks().AddCheck("check", () => new HealthCheckResult(status));
        var first = test.Add("first").WithHealthCheck("check");
        test.Add("second").WaitFor(first);

        var start = test.StartAsync();
        var waiting = await test.UntilAsync("second", KnownResourceStates.Waiting);
        Assert.StartsWith("first-", Assert.Single(Assert.IsType<string[]>(Property(waiting.Snapshot, "resource.waitingFor"))), StringComparison.Ordinal);

        status = HealthStatus.Healthy;
        var running = await test.UntilAsync("second", KnownResourceStates.Running);

        Assert.Null(Property(running.Snapshot, "resource.waitingFor"));
        Assert.Equal(HealthStatus.Healthy, test.Snapshot("first").HealthStatus);
        await start;
    }

    [Fact]
    public async Task Waiting_for_completion_ends_with_the_expected_exit_code()
    {
        await using var test = new TestApp();
        var job = test.Add("job");
        test.Add("after").WaitForCompletion(job, exitCode: 7);

        var start = test.StartAsync();
        await test.UntilAsync("after", KnownResourceStates.Waiting);
        await test.UntilAsync("job", KnownResourceStates.Running);
        await test.Executor.FinishAsync("job", exitCode: 7);

        await test.UntilAsync("after", KnownResourceStates.Running);
        await start;
    }

    [Fact]
    public async Task Another_exit_code_fails_whoever_waits()
    {
        await using var test = new TestApp();
        var job = test.Add("job");
        test.Add("after").WaitForCompletion(job);

        var start = test.StartAsync();
        await test.UntilAsync("after", KnownResourceStates.Waiting);
        await test.UntilAsync("job", KnownResourceStates.Running);
        await test.Executor.FinishAsync("job", exitCode: 1);

        await test.UntilAsync("after", KnownResourceStates.FailedToStart);
        await start;
    }

    [Fact]
    public async Task Without_a_dashboard_a_failed_dependency_fails_whoever_waits()
    {
        await using var test = new TestApp();
        var first = test.Add("first");
        test.Add("second").WaitFor(first);
        test.Executor.Broken.Add("first");

        await test.StartAsync();

        Assert.Equal("FailedToStart", test.Snapshot("second").State?.Text);
    }

    [Fact]
    public async Task With_a_dashboard_it_waits_for_the_dependency_to_be_started_again()
    {
        await using var test = new TestApp(withDashboard: true);
        var first = test.Add("first");
        test.Add("second").WaitFor(first);
        test.Executor.Broken.Add("first");

        var start = test.StartAsync();
        await test.UntilAsync("first", KnownResourceStates.FailedToStart);
        await test.UntilAsync("second", KnownResourceStates.Waiting);
        test.Executor.Broken.Clear();
        await test.Application.ResourceCommands.ExecuteCommandAsync("first", "start", TestApp.Cancelled);

        await test.UntilAsync("second", KnownResourceStates.Running);
        await start;
    }

    [Fact]
    public async Task The_start_command_ends_the_wait()
    {
        await using var test = new TestApp(withDashboard: true);
        var job = test.Add("job");
        test.Add("after").WaitForCompletion(job);

        var start = test.StartAsync();
        await test.UntilAsync("after", KnownResourceStates.Waiting);
        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("after", "start", TestApp.Cancelled);

        Assert.True(result.Success);
        await test.UntilAsync("after", KnownResourceStates.Running);
        await start;
    }

    [Fact]
    public async Task A_cancelled_wait_says_what_it_was_waiting_for()
    {
        await using var test = new TestApp();
        var job = test.Add("job");
        test.Add("after").WaitForCompletion(job);
        var start = test.StartAsync();
        await test.UntilAsync("after", KnownResourceStates.Waiting);
        await test.UntilAsync("job", KnownResourceStates.Running);

        using var cancelled = new CancellationTokenSource();
        var wait = test.Notifications.WaitForResourceAsync("after", KnownResourceStates.Running, cancelled.Token);
        await cancelled.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Contains("- Current State: Waiting", error.Message, StringComparison.Ordinal);
        Assert.Contains("State = Running, Health = Healthy", error.Message, StringComparison.Ordinal);
        await test.Executor.FinishAsync("job", exitCode: 0);
        await start;
    }

    private static object? Property(CustomResourceSnapshot snapshot, string name) => snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;
}
