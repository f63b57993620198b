using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Faults;

/// <summary>Somebody sets the clock, or the machine has slept: waits, checks and restarts go by elapsed time.</summary>
public sealed class ClockJumpTests : IAsyncDisposable
{
    private readonly JumpingTime _time = new();
    private readonly TestApp _test = new();

    public ClockJumpTests() => _test.Builder.Services.AddSingleton<TimeProvider>(_time);

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task Who_waits_goes_on_waiting_and_starts_when_it_is_time(int days)
    {
        var job = _test.Add("job");
        _test.Add("after").WaitForCompletion(job);
        var start = _test.StartAsync();
        await _test.UntilAsync("after", KnownResourceStates.Waiting);
        await _test.UntilAsync("job", KnownResourceStates.Running);

        _time.Jump(TimeSpan.FromDays(days));
        Assert.Equal("Waiting", _test.Snapshot("after").State?.Text);
        await _test.Executor.FinishAsync("job", exitCode: 0);

        await _test.UntilAsync("after", KnownResourceStates.Running);
        await start;
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task Health_goes_on_being_checked_and_its_history_has_the_new_time(int days)
    {
        var status = HealthStatus.Unhealthy;
        _test.Builder.Services.AddHealthChecks().AddCheck("check", () => new HealthCheckResult(status));
        _test.Add("tool").WithHealthCheck("check");
        await _test.StartAsync();
        var before = (await _test.UntilAsync("tool", snapshot => snapshot.HealthReports is [{ LastRunAt: not null }])).Snapshot.HealthReports[0].LastRunAt!.Value;

        _time.Jump(TimeSpan.FromDays(days));
        status = HealthStatus.Healthy;

        var healthy = await _test.UntilAsync("tool", snapshot => snapshot.HealthStatus == HealthStatus.Healthy);
        Assert.Equal(days, (healthy.Snapshot.HealthReports[0].LastRunAt!.Value - before).TotalDays, tolerance: 1);
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task A_resource_is_restarted_and_healthy_again(int days)
    {
        _test.Builder.Services.AddHealthChecks().AddCheck("check", () => HealthCheckResult.Healthy());
        _test.Add("tool").WithHealthCheck("check");
        await _test.StartAsync();
        await _test.Notifications.WaitForResourceHealthyAsync("tool", TestApp.Cancelled);
        var ready = _test.Snapshot("tool").ResourceReadyEvent;

        _time.Jump(TimeSpan.FromDays(days));
        var result = await _test.Application.ResourceCommands.ExecuteCommandAsync("tool", KnownResourceCommands.RestartCommand, TestApp.Cancelled);

        Assert.True(result.Success, result.Message);
        await _test.UntilAsync("tool", snapshot => snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ResourceReadyEvent is { } again && !ReferenceEquals(again, ready));
    }

    /// <summary>The clock on the wall only: timers and time stamps count elapsed time on every platform.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _ticks;

        public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));
    }
}
