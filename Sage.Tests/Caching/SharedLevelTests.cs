using System.Text;
using Sage.Api.Caching;

namespace Sage.Tests.Caching;

public sealed class SharedLevelTests
{
    private static readonly CachePolicy<Answer> Policy = CacheParts.Policy();
    private static readonly CacheKey<Answer> Key = Policy.Key("a");

    private int _loads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_process_finds_what_this_one_has_loaded_exactly_as_it_was()
    {
        var one = new CacheParts();
        var loaded = await GetAsync(one);
        var other = new CacheParts(one.Shared, one.Time);

        var found = await GetAsync(other);

        Assert.Equal(1, _loads);
        Assert.Equal((loaded.Value, loaded.LoadedAt, false), (found.Value, found.LoadedAt, found.Stale));
        Assert.Equal("1.10", found.Value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(one.Shared.TimesToLive[Key.Text], TimeSpan.FromMinutes(69), TimeSpan.FromMinutes(70));

        // Its time is what it was, not a new one.
        other.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("2", (await GetAsync(other)).Value.Text);
    }

    [Fact]
    public async Task A_restarted_process_serves_what_valkey_kept_when_the_source_is_down()
    {
        var one = new CacheParts();
        await GetAsync(one);
        one.Time.Advance(TimeSpan.FromMinutes(30));

        var stale = await new CacheParts(one.Shared, one.Time).Cache.GetAsync(Key, _ => throw new InvalidDataException(), Cancel);

        Assert.True(stale.Stale);
    }

    [Fact]
    public async Task Without_valkey_values_are_loaded_and_kept_in_memory_and_it_is_not_asked_again_at_once()
    {
        var parts = new CacheParts(new FakeSharedBytes { Down = true });

        Assert.Equal("1", (await GetAsync(parts)).Value.Text);
        Assert.Equal("1", (await GetAsync(parts)).Value.Text);
        await parts.Cache.GetAsync(Policy.Key("b"), _ => Task.FromResult(Next()), Cancel);
        Assert.Equal(1, parts.Shared.Calls);

        parts.Shared.Down = false;
        parts.Time.Advance(new CacheOptions().SharedPause);
        await parts.Cache.GetAsync(Policy.Key("c"), _ => Task.FromResult(Next()), Cancel);
        Assert.Equal(Policy.Key("c").Text, Assert.Single(parts.Shared.Values).Key);
    }

    [Fact]
    public async Task A_valkey_that_does_not_answer_costs_a_quarter_of_a_second_once()
    {
        var parts = new CacheParts(new FakeSharedBytes { Hangs = true });
        var started = parts.Time.GetUtcNow();

        var caller = GetAsync(parts).AsTask();
        await parts.Time.AdvanceUntilAsync(() => caller.IsCompleted, TimeSpan.FromMilliseconds(10), Cancel);

        Assert.Equal("1", (await caller).Value.Text);
        Assert.InRange(parts.Time.GetUtcNow() - started, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(400));
        Assert.Equal(1, parts.Shared.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0123456789abcdef{\"Text\":\"times that nobody wrote\",\"Number\":1}")]
    public async Task A_payload_that_is_not_ours_counts_as_missing_and_is_replaced(string payload)
    {
        var parts = new CacheParts();
        parts.Shared.Values[Key.Text] = Encoding.UTF8.GetBytes(payload);

        Assert.Equal("1", (await GetAsync(parts)).Value.Text);
        Assert.Equal("1", (await GetAsync(new CacheParts(parts.Shared, parts.Time))).Value.Text);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{\"Text\":1,\"Number\":\"x\"}")]
    public async Task Poisoned_json_counts_as_missing_and_is_replaced(string json)
    {
        var parts = new CacheParts();
        var now = parts.Time.GetUtcNow();
        parts.Shared.Values[Key.Text] = CachePayload.Write(new CacheEntry<Answer>(new Answer("", 0), now, now.AddMinutes(5), 0), Encoding.UTF8.GetBytes(json));

        Assert.Equal("1", (await GetAsync(parts)).Value.Text);
        Assert.Equal("1", (await GetAsync(new CacheParts(parts.Shared, parts.Time))).Value.Text);
    }

    [Fact]
    public async Task A_payload_from_the_future_does_not_live_for_ever()
    {
        var parts = new CacheParts();
        var later = parts.Time.GetUtcNow().AddDays(1);
        parts.Shared.Values[Key.Text] = CachePayload.Write(new CacheEntry<Answer>(new Answer("future", 0), later, later.AddMinutes(5), 0), "{\"Text\":\"future\",\"Number\":0}"u8.ToArray());

        Assert.Equal("1", (await GetAsync(parts)).Value.Text);
    }

    private ValueTask<Cached<Answer>> GetAsync(CacheParts parts) => parts.Cache.GetAsync(Key, _ => Task.FromResult(Next()), Cancel);

    private Answer Next() => new(Interlocked.Increment(ref _loads).ToString(System.Globalization.CultureInfo.InvariantCulture), 1.10m);
}
