namespace Sage.Api.Caching;

/// <summary>Made by <see cref="CachePolicy{T}.Key"/> only.</summary>
internal sealed class CacheKey<T>
    where T : notnull
{
    internal CacheKey(CachePolicy<T> policy, string text) => (Policy, Text) = (policy, text);

    public CachePolicy<T> Policy { get; }

    public string Text { get; }

    public override string ToString() => Text;
}
