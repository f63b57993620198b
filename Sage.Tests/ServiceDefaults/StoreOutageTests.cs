using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sage.ServiceDefaults.Health;
using Sage.Tests.Market;

namespace Sage.Tests.ServiceDefaults;

public sealed class StoreOutageTests
{
    private readonly FakeTime _time = new();
    private readonly StoreOutage _outage;
    private bool _down = true;

    public StoreOutageTests() => _outage = new StoreOutage(_time);

    [Fact]
    public async Task A_store_that_is_down_is_degraded_for_five_minutes_and_unhealthy_after()
    {
        Assert.Equal(HealthStatus.Degraded, await StatusAsync());

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, await StatusAsync());

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync());
    }

    [Fact]
    public async Task A_store_that_came_back_has_its_five_minutes_again()
    {
        await StatusAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync());

        _down = false;
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());

        _down = true;
        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
    }

    [Fact]
    public async Task A_check_that_throws_says_that_the_store_is_down() =>
        Assert.Equal(HealthStatus.Degraded, (await _outage.RunAsync(_ => throw new InvalidOperationException("secret"))).Status);

    [Fact]
    public async Task Probes_of_a_store_that_hangs_end_in_time_and_do_not_pile_up()
    {
        var cancel = TestContext.Current.CancellationToken;
        var running = 0;
        using var release = new SemaphoreSlim(0);
        async Task<HealthCheckResult> HangAsync(CancellationToken _)
        {
            Interlocked.Increment(ref running);
            await release.WaitAsync(cancel);
            return HealthCheckResult.Healthy();
        }

        var first = _outage.RunAsync(HangAsync);
        var second = _outage.RunAsync(HangAsync);
        await _time.AdvanceUntilAsync(() => first.IsCompleted && second.IsCompleted, TimeSpan.FromSeconds(1), cancel);

        Assert.Equal(HealthStatus.Degraded, (await first).Status);
        Assert.Equal(1, Volatile.Read(ref running));
        release.Release();
    }

    private async Task<HealthStatus> StatusAsync() =>
        (await _outage.RunAsync(_ => Task.FromResult(_down ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy()))).Status;
}
