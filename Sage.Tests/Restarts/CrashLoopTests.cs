using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Restarts;
using Sage.Tests.Market;

namespace Sage.Tests.Restarts;

public sealed class CrashLoopTests
{
    private readonly FakeTime _time = new();
    private readonly CrashLoop _loop;

    public CrashLoopTests() => _loop = new CrashLoop(new RestartPolicy(), _time, () => 0);

    [Fact]
    public void Each_restart_waits_twice_as_long_as_the_one_before_until_they_are_given_up()
    {
        double?[] delays = [.. Enumerable.Range(0, 6).Select(_ => CrashAfter(TimeSpan.FromSeconds(1))?.RestartAfter?.TotalSeconds)];

        Assert.Equal([1, 2, 4, 8, 16, null], delays);
    }

    [Fact]
    public void A_minute_in_health_makes_the_next_crash_the_first_one()
    {
        CrashAfter(TimeSpan.FromSeconds(1));
        Assert.Equal(2, CrashAfter(TimeSpan.FromSeconds(59))?.Restart);
        Assert.Equal(1, CrashAfter(TimeSpan.FromSeconds(60))?.Restart);
    }

    [Fact]
    public void Whoever_starts_by_hand_what_was_given_up_gets_all_restarts_again()
    {
        for (var crash = 0; crash < 6; crash++)
        {
            CrashAfter(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(new Crash(ExitCode: 137, Restart: 1, RestartAfter: TimeSpan.FromSeconds(1)), CrashAfter(TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("Running", "Stopping", "Finished")]
    [InlineData("Running", "Stopping", "Exited")]
    [InlineData("Running", "Stopping", "Running", "Finished")]
    [InlineData("Starting", "FailedToStart")]
    [InlineData("Starting", "Finished")]
    [InlineData("Running", "Stopping", "Finished", "Starting", "FailedToStart")]
    public void What_was_stopped_or_never_ran_has_not_crashed(params string[] states) =>
        Assert.All(states, state => Assert.Null(_loop.Observe(State(state, exitCode: state == "Running" ? null : 143))));

    [Fact]
    public void Who_ends_without_an_error_is_done()
    {
        Assert.Null(_loop.Observe(State("Running")));
        Assert.Null(_loop.Observe(State("Finished", exitCode: 0)));
    }

    [Fact]
    public void An_end_that_is_reported_twice_is_one_crash()
    {
        _loop.Observe(State("Running"));

        Assert.NotNull(_loop.Observe(State("Finished", exitCode: 137)));
        Assert.Null(_loop.Observe(State("Finished", exitCode: 137)));
    }

    [Fact]
    public void An_end_whose_exit_code_nobody_knows_is_a_crash()
    {
        _loop.Observe(State("Running"));

        Assert.Equal(1, _loop.Observe(State("Finished"))?.Restart);
    }

    [Fact]
    public void The_delay_is_bounded_and_up_to_a_fifth_longer()
    {
        var policy = new RestartPolicy();

        Assert.Equal(TimeSpan.FromSeconds(16), policy.Delay(restart: 60, jitter: 0));
        Assert.Equal(TimeSpan.FromSeconds(1.2), policy.Delay(restart: 1, jitter: 1));
    }

    private Crash? CrashAfter(TimeSpan health)
    {
        _loop.Observe(State("Starting"));
        _loop.Observe(State("Running"));
        _time.Advance(health);
        _loop.Observe(State("Running"));
        return _loop.Observe(State("Finished", exitCode: 137));
    }

    /// <summary>Without health checks what runs is healthy.</summary>
    private static CustomResourceSnapshot State(string state, int? exitCode = null) => new() { ResourceType = "Executable", Properties = [], State = state, ExitCode = exitCode };
}
