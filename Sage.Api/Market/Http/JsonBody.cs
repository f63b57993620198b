using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sage.Api.Market.Http;

/// <summary>Makes a body whose validator is a hash of it.</summary>
internal static class JsonBody
{
    private const int TagBytes = 12;

    public static JsonBytes<T> Of<T>(T value, JsonTypeInfo<T> type, string cacheControl)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new JsonBytes<T>(body, $"\"{Convert.ToHexStringLower(hash[..TagBytes])}\"", cacheControl);
    }
}
