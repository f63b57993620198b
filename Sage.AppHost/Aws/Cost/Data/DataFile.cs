using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sage.AppHost.Aws.Cost.Data;

internal static class DataFile
{
    public static T Parse<T>(string name, ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException($"{name} is empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{name} is not as expected: {error.Message}", error);
        }
    }
}
