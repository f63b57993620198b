using Sage.Api.Caching;

namespace Sage.Tests.Caching;

public sealed class SageCacheTests
{
    private static readonly CachePolicy<Answer> Policy = CacheParts.Policy();
    private static readonly CacheKey<Answer> Key = Policy.Key("a");

    private int _loads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_callers_at_once_cause_one_load()
    {
        var parts = new CacheParts();
        var gate = new TaskCompletionSource();
        var callers = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => parts.Cache.GetAsync(Key, async _ =>
        {
            await gate.Task;
            return Next();
        }, Cancel).AsTask(), Cancel)).ToList();
        await parts.Time.AdvanceUntilAsync(() => parts.Flights.Count == 1, TimeSpan.Zero, Cancel);
        gate.SetResult();

        var answers = await Task.WhenAll(callers);

        Assert.Equal(1, _loads);
        Assert.All(answers, answer => Assert.Same(answers[0].Value, answer.Value));
        Assert.Equal(1000, parts.Metrics.Hits + parts.Metrics.Misses);
        Assert.Equal(0, parts.Flights.Count);
    }

    [Fact]
    public async Task A_value_is_fresh_for_nine_tenths_of_its_time_and_never_longer_than_all_of_it()
    {
        var parts = new CacheParts();
        await GetAsync(parts);
        parts.Time.Advance(TimeSpan.FromMinutes(9) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("1", (await GetAsync(parts)).Value.Text);

        parts.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await GetAsync(parts);

        Assert.Equal(("2", false), (second.Value.Text, second.Stale));
        Assert.Equal((1, 2), (parts.Metrics.Hits, parts.Metrics.Misses));
    }

    [Fact]
    public void Values_made_together_expire_apart()
    {
        var now = DateTimeOffset.UnixEpoch;

        Assert.Equal([10, 9.5, 9], new[] { 0, 0.5, 1.0 }.Select(random => (Policy.FreshUntil(now, random) - now).TotalMinutes));
    }

    [Fact]
    public async Task When_the_source_fails_the_last_value_is_served_as_stale_up_to_its_bound()
    {
        var parts = new CacheParts();
        var first = await GetAsync(parts);
        parts.Time.Advance(TimeSpan.FromMinutes(11));

        var stale = await parts.Cache.GetAsync(Key, Failing, Cancel);
        Assert.Equal((first.Value, first.LoadedAt, true), (stale.Value, stale.LoadedAt, stale.Stale));
        Assert.Equal(1, parts.Metrics.StaleServed);

        parts.Time.Advance(TimeSpan.FromHours(1));
        var failure = await Assert.ThrowsAsync<CacheLoadException>(() => parts.Cache.GetAsync(Key, Failing, Cancel).AsTask());
        Assert.Equal("answers could not be loaded: it is broken", failure.Message);
    }

    [Fact]
    public async Task A_source_that_has_failed_is_left_alone_for_a_while()
    {
        var parts = new CacheParts();
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<CacheLoadException>(() => parts.Cache.GetAsync(Key, Failing, Cancel).AsTask());
        }

        Assert.Equal(1, _loads);
        parts.Time.Advance(Policy.PauseAfterFailure);
        Assert.Equal("2", (await GetAsync(parts)).Value.Text);
    }

    [Fact]
    public async Task A_slow_source_makes_nobody_wait_who_could_have_a_stale_value()
    {
        var parts = new CacheParts();
        await GetAsync(parts);
        parts.Time.Advance(TimeSpan.FromMinutes(11));
        var gate = new TaskCompletionSource<Answer>();

        var caller = parts.Cache.GetAsync(Key, token => gate.Task.WaitAsync(token), Cancel).AsTask();
        await parts.Time.AdvanceUntilAsync(() => caller.IsCompleted, TimeSpan.FromMilliseconds(100), Cancel);
        Assert.True((await caller).Stale);

        // The load went on without it.
        gate.SetResult(new Answer("late", 1));
        await parts.Time.AdvanceUntilAsync(() => parts.Cache.Peek(Key)?.Value.Text == "late", TimeSpan.Zero, Cancel);
    }

    [Fact]
    public async Task A_load_that_does_not_end_is_given_up_after_its_time()
    {
        var parts = new CacheParts();
        var caller = parts.Cache.GetAsync(Key, _ => new TaskCompletionSource<Answer>().Task, Cancel).AsTask();
        await parts.Time.AdvanceUntilAsync(() => caller.IsCompleted, TimeSpan.FromMilliseconds(500), Cancel);

        Assert.Equal("answers could not be loaded: no answer within 10 s", (await Assert.ThrowsAsync<CacheLoadException>(() => caller)).Message);
        Assert.Equal(0, parts.Flights.Count);
    }

    [Fact]
    public async Task One_caller_of_many_may_leave_without_ending_the_load_for_the_others()
    {
        var parts = new CacheParts();
        var gate = new TaskCompletionSource();
        var token = CancellationToken.None;
        using var impatient = new CancellationTokenSource();
        var first = parts.Cache.GetAsync(Key, Load, impatient.Token).AsTask();
        var second = parts.Cache.GetAsync(Key, Load, Cancel).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(token.IsCancellationRequested);
        gate.SetResult();

        Assert.Equal("1", (await second).Value.Text);

        async Task<Answer> Load(CancellationToken cancellationToken)
        {
            token = cancellationToken;
            await gate.Task;
            return Next();
        }
    }

    [Fact]
    public async Task When_the_last_caller_has_left_the_load_is_cancelled_and_the_next_caller_starts_anew()
    {
        var parts = new CacheParts();
        var cancelled = new TaskCompletionSource();
        using var one = new CancellationTokenSource();
        using var two = new CancellationTokenSource();
        var first = parts.Cache.GetAsync(Key, Hanging, one.Token).AsTask();
        var second = parts.Cache.GetAsync(Key, Hanging, two.Token).AsTask();

        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(cancelled.Task.IsCompleted);
        await two.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        // Nobody's impatience counts as a failure of the source.
        Assert.Equal("1", (await GetAsync(parts)).Value.Text);

        async Task<Answer> Hanging(CancellationToken cancellationToken)
        {
            await using var _ = cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Next();
        }
    }

    [Fact]
    public async Task Null_is_not_kept_by_accident()
    {
        var parts = new CacheParts();

        var failure = await Assert.ThrowsAsync<CacheLoadException>(() => parts.Cache.GetAsync(Key, _ => Task.FromResult<Answer>(null!), Cancel).AsTask());

        Assert.Equal("answers could not be loaded: it was null; wrap what may be missing", failure.Message);
        Assert.Empty(parts.Shared.Values);
    }

    private ValueTask<Cached<Answer>> GetAsync(CacheParts parts) => parts.Cache.GetAsync(Key, _ => Task.FromResult(Next()), Cancel);

    private Answer Next() => new(Interlocked.Increment(ref _loads).ToString(System.Globalization.CultureInfo.InvariantCulture), 1.10m);

    private Task<Answer> Failing(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        throw new InvalidDataException("it is broken");
    }
}
