namespace Sage.Api.Caching;

/// <summary>What memory and Valkey keep.</summary>
/// <param name="Size">Bytes of its JSON: near enough to what it takes in memory.</param>
internal sealed record CacheEntry<T>(T Value, DateTimeOffset LoadedAt, DateTimeOffset FreshUntil, int Size)
    where T : notnull
{
    public bool IsFresh(DateTimeOffset now) => now < FreshUntil;

    public bool IsServable(DateTimeOffset now, CachePolicy<T> policy) => now < FreshUntil + policy.StaleFor;

    public Cached<T> ToCached(DateTimeOffset now) => new(Value, LoadedAt, !IsFresh(now));
}
