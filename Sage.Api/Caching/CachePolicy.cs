using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Sage.Api.Caching;

/// <summary>
/// How one kind of value is cached. The only maker of its keys, so two kinds cannot meet under one key: keep it in a static field
/// of the class that loads the value.
/// </summary>
/// <param name="prefix">Names the kind, also in metrics.</param>
/// <param name="version">Of the JSON shape: another one is another key, so that old and new processes can run side by side.</param>
/// <param name="json">Source-generated, of the same type.</param>
internal sealed class CachePolicy<T>(string prefix, int version, JsonTypeInfo<T> json)
    where T : notnull
{
    private const int LongestPart = 64;

    public string Prefix { get; } = prefix;

    public JsonTypeInfo<T> Json { get; } = json;

    /// <summary>How long a value is fresh, at most.</summary>
    public required TimeSpan TimeToLive { get; init; }

    /// <summary>How long after that it may still be served when no newer one can be had.</summary>
    public TimeSpan StaleFor { get; init; }

    /// <summary>A fraction of the time to live, by which values made together expire apart.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>The longest a load may take.</summary>
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a caller that could have a stale value waits for a fresh one.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After a load that failed, the next one comes no sooner than this.</summary>
    public TimeSpan PauseAfterFailure { get; init; } = TimeSpan.FromSeconds(5);

    /// <param name="parts">What tells this value from others of its kind; any text.</param>
    public CacheKey<T> Key(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder("sage:cache:").Append(Prefix).Append(":v").Append(version);
        foreach (var part in parts)
        {
            text.Append(':').Append(Part(part));
        }

        return new CacheKey<T>(this, text.ToString());
    }

    /// <summary>When a value that is loaded now stops being fresh.</summary>
    /// <param name="random">From 0 to 1.</param>
    public DateTimeOffset FreshUntil(DateTimeOffset now, double random) => now + TimeToLive * (1 - Jitter * random);

    // Whatever comes from outside neither ends its part early nor makes a key of any length.
    private static string Part(string part)
    {
        var escaped = Uri.EscapeDataString(part);
        return escaped.Length <= LongestPart ? escaped : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part)));
    }
}
