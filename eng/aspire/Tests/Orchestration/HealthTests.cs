using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class HealthTests
{
    [Fact]
    public async Task The_first_running_state_is_unhealthy_when_there_is_a_check()
    {
        await using var test = new TestApp();
        var release = new TaskCompletionSource();
        test.Builder.Services.AddHealthChecks().AddAsyncCheck("check", async () =>
        {
            await release.Task;
            return HealthCheckResult.Healthy("fine");
        });
        test.Add("tool").WithHealthCheck("check");

        await test.StartAsync();
        Assert.Equal(HealthStatus.Unhealthy, test.Snapshot("tool").HealthStatus);

        release.SetResult();
        var healthy = await test.UntilAsync("tool", snapshot => snapshot.HealthStatus == HealthStatus.Healthy);
        var report = Assert.Single(healthy.Snapshot.HealthReports);
        Assert.Equal(("check", "fine"), (report.Name, report.Description));
        Assert.NotNull(report.LastRunAt);
    }

    [Fact]
    public async Task A_resource_becomes_ready_once_for_each_run()
    {
        await using var test = new TestApp();
        var ready = 0;
        var tool = test.Add("tool");
        tool.OnResourceReady((_, _, _) =>
        {
            Interlocked.Increment(ref ready);
            return Task.CompletedTask;
        });

        await test.StartAsync();
        await test.Notifications.WaitForResourceHealthyAsync("tool", TestApp.Cancelled);
        Assert.Equal(1, ready);

        await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "restart", TestApp.Cancelled);
        await test.UntilAsync("tool", _ => Volatile.Read(ref ready) == 2);
    }

    [Fact]
    public async Task Waiting_for_health_hears_of_a_failed_ready_subscriber()
    {
        await using var test = new TestApp();
        test.Add("tool").OnResourceReady((_, _, _) => throw new InvalidOperationException("no seed data"));

        await test.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => test.Notifications.WaitForResourceHealthyAsync("tool", TestApp.Cancelled));
        Assert.Equal("no seed data", error.Message);
    }

    [Fact]
    public async Task A_ready_subscriber_that_ignores_its_token_holds_up_nobody_and_says_nothing_about_the_next_run()
    {
        await using var test = new TestApp();
        var release = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        test.Add("tool").OnResourceReady((_, _, _) => first.TrySetResult() ? release.Task : Task.CompletedTask);
        await test.StartAsync();
        await first.Task.WaitAsync(TestApp.Cancelled);

        await test.Application.ResourceCommands.ExecuteCommandAsync("tool", "restart", TestApp.Cancelled);
        await test.Notifications.WaitForResourceHealthyAsync("tool", TestApp.Cancelled).WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled);
        var second = test.Snapshot("tool").ResourceReadyEvent;

        release.SetException(new InvalidOperationException("too late"));
        await test.Application.StopAsync(TestApp.Cancelled);
        Assert.Same(second, test.Snapshot("tool").ResourceReadyEvent);
    }

    [Fact]
    public async Task A_command_state_that_cannot_be_computed_is_logged_and_the_checks_go_on()
    {
        await using var test = new TestApp();
        var failed = 0;
        test.Builder.Services.AddHealthChecks().AddCheck("check", () => HealthCheckResult.Healthy());
        test.Add("tool").WithHealthCheck("check").WithCommand("reset", "Reset", _ => Task.FromResult(CommandResults.Success()), new CommandOptions
        {
            UpdateState = context => context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy && Interlocked.Exchange(ref failed, 1) == 0
                ? throw new InvalidOperationException("no state")
                : ResourceCommandState.Enabled,
        });

        await test.StartAsync();

        await test.UntilAsync("tool", snapshot => snapshot.HealthStatus == HealthStatus.Healthy);
        var logs = test.Application.Services.GetLogs();
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(test.Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == "tool")).WithCancellation(TestApp.Cancelled))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        Assert.Contains(lines, line => line.Contains("The health of resource 'tool' could not be published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_that_nobody_registered_stops_the_start()
    {
        await using var test = new TestApp();
        test.Add("tool").WithHealthCheck("nobody");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(test.StartAsync);

        Assert.Contains("The health check 'nobody' is not registered and is required for resource 'tool'.", error.Message, StringComparison.Ordinal);
    }
}
