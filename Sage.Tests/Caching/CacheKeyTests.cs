using Sage.Api.Caching;

namespace Sage.Tests.Caching;

public sealed class CacheKeyTests
{
    [Fact]
    public void A_key_names_kind_version_and_parts()
    {
        Assert.Equal("sage:cache:answers:v1", CacheParts.Policy().Key().Text);
        Assert.Equal("sage:cache:answers:v3:BTCUSDT:7", CacheParts.Policy(version: 3).Key("BTCUSDT", "7").Text);
    }

    [Fact]
    public void Parts_from_outside_cannot_make_another_values_key()
    {
        var policy = CacheParts.Policy();

        Assert.NotEqual(policy.Key("a", "b").Text, policy.Key("a:b").Text);
        Assert.NotEqual(policy.Key("a", "").Text, policy.Key("a").Text);
        Assert.NotEqual(policy.Key(new string('x', 10_000)).Text, policy.Key(new string('x', 10_001)).Text);
        Assert.InRange(policy.Key(new string('x', 10_000)).Text.Length, 1, 120);
    }

    [Fact]
    public void Memory_is_bounded_and_what_was_used_last_stays()
    {
        var parts = new CacheParts(configure: options => options.MaxBytes = 10_000);
        var policy = CacheParts.Policy();
        var now = parts.Time.GetUtcNow();
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(i == 0 ? new object() : parts.Memory.Get(policy.Key("0")));
            parts.Memory.Set(policy.Key($"{i}"), new CacheEntry<Answer>(new Answer($"{i}", i), now, now.AddMinutes(1), 1000));
            Assert.InRange(parts.Memory.Bytes, 1, 10_000);
        }

        Assert.NotNull(parts.Memory.Get(policy.Key("0")));
        Assert.NotNull(parts.Memory.Get(policy.Key("99")));
        Assert.Null(parts.Memory.Get(policy.Key("50")));

        parts.Memory.Set(policy.Key("huge"), new CacheEntry<Answer>(new Answer("", 0), now, now.AddMinutes(1), 20_000));
        Assert.Null(parts.Memory.Get(policy.Key("huge")));
        Assert.NotNull(parts.Memory.Get(policy.Key("99")));
    }
}
