using Sage.Api.Market.Feeds;

namespace Sage.Tests.Market.Feeds;

public sealed class ExchangeClockTests
{
    private readonly FakeTime _time = new();
    private readonly ExchangeClock _clock;

    public ExchangeClockTests() => _clock = new ExchangeClock(_time);

    [Theory]
    [InlineData(-60)]
    [InlineData(0)]
    [InlineData(60)]
    public void What_comes_at_once_is_new_however_wrong_our_clock_is(int seconds)
    {
        _time.Wrong = TimeSpan.FromSeconds(seconds);
        var clock = new ExchangeClock(_time);
        for (var i = 0; i < 1000; i++)
        {
            Assert.InRange(clock.Observe(Exchange(-i % 40)), -40, 40);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(clock.Age(Exchange(-20_000)), 19_900, 20_100);
    }

    [Fact]
    public void What_was_held_up_is_old_by_the_time_it_was_held_up()
    {
        Tell(100, late: 5);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(29_995, _clock.Observe(Exchange(-30_000)));
        Assert.Equal(0, _clock.Observe(Exchange(-5)));
    }

    [Fact]
    public void A_correction_of_our_clock_changes_nothing()
    {
        Tell(10, late: 5);
        _time.Wrong = TimeSpan.FromSeconds(60);
        Assert.Equal(0, _clock.Observe(Exchange(-5)));
        _time.Wrong = TimeSpan.FromSeconds(-60);
        Assert.Equal(0, _clock.Observe(Exchange(-5)));
    }

    [Fact]
    public void Two_false_times_make_no_true_one_old()
    {
        _clock.Observe(Exchange(240_000));
        _clock.Observe(Exchange(240_000));
        _clock.Observe(Exchange(-5));

        Assert.Equal(0, _clock.Observe(Exchange(-5)));
        Assert.Equal(-240_005, _clock.Age(Exchange(240_000)));
        Tell(100, late: 5);
        Assert.Equal(0, _clock.Observe(Exchange(-5)));
    }

    [Fact]
    public void A_source_that_is_late_from_the_first_frame_on_is_seen_by_the_other_one()
    {
        Tell(10, late: 60_000);
        Tell(10, late: 10);

        Assert.Equal(59_990, _clock.Observe(Exchange(-60_000)));
    }

    [Fact]
    public void Another_difference_of_the_clocks_is_learnt_within_5_minutes()
    {
        Tell(10, late: 5);
        for (var i = 0; i < 31; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            Tell(3, late: 20_000);
        }

        Assert.Equal(0, _clock.Observe(Exchange(-20_000)));
    }

    [Fact]
    public void Before_any_exchange_has_told_the_time_ours_counts() => Assert.Equal(50_000, _clock.Age(Exchange(-50_000)));

    private long Exchange(int after) => (_time.GetUtcNow() - _time.Wrong).ToUnixTimeMilliseconds() + after;

    private void Tell(int times, int late)
    {
        for (var i = 0; i < times; i++)
        {
            _clock.Observe(Exchange(-late));
        }
    }
}
