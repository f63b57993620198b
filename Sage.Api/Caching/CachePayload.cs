using System.Buffers.Binary;
using System.Text.Json;

namespace Sage.Api.Caching;

/// <summary>An entry in Valkey: two times in Unix milliseconds, then the value as JSON.</summary>
internal static class CachePayload
{
    private const int HeaderLength = 16;

    // Processes' clocks differ a little; a payload from further ahead is not to be believed.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    public static byte[] Write<T>(CacheEntry<T> entry, byte[] json)
        where T : notnull
    {
        var payload = new byte[HeaderLength + json.Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, entry.LoadedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(8), entry.FreshUntil.ToUnixTimeMilliseconds());
        json.CopyTo(payload, HeaderLength);
        return payload;
    }

    /// <summary>Null: not something that this policy can have written.</summary>
    public static CacheEntry<T>? TryRead<T>(ReadOnlySpan<byte> payload, CachePolicy<T> policy, DateTimeOffset now)
        where T : notnull
    {
        if (payload.Length <= HeaderLength)
        {
            return null;
        }

        var loaded = BinaryPrimitives.ReadInt64LittleEndian(payload);
        var fresh = BinaryPrimitives.ReadInt64LittleEndian(payload[8..]);
        var latest = (now + ClockTolerance).ToUnixTimeMilliseconds();
        if (loaded < 0 || loaded > latest || fresh < loaded || fresh - loaded > (long)policy.TimeToLive.TotalMilliseconds)
        {
            return null;
        }

        try
        {
            var value = JsonSerializer.Deserialize(payload[HeaderLength..], policy.Json);
            return value is null ? null : new CacheEntry<T>(value, DateTimeOffset.FromUnixTimeMilliseconds(loaded), DateTimeOffset.FromUnixTimeMilliseconds(fresh), payload.Length);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
