using System.Text.Json;

namespace Sage.Api.Market.Feeds.Parsing;

/// <summary>Values of a frame without making objects of them.</summary>
internal static class JsonText
{
    /// <summary>Longer text than this is nothing we know; it fits any name, symbol or decimal even when every character is escaped.</summary>
    public const int ScratchSize = 192;

    /// <summary>The characters of a name or a string; empty when they are no string or do not fit.</summary>
    public static ReadOnlySpan<byte> Text(in Utf8JsonReader reader, Span<byte> scratch)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return default;
        }

        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        return reader.ValueSpan.Length <= scratch.Length ? scratch[..reader.CopyString(scratch)] : default;
    }

    public static long? Integer(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : null;

    public static long? Milliseconds(ref Utf8JsonReader reader) =>
        Integer(ref reader) is { } time && UnixTime.TryMilliseconds(time, out var milliseconds) ? milliseconds : null;

    /// <summary>A decimal in a string, as exchanges send money; a JSON number may have been a binary float on its way.</summary>
    public static decimal? Decimal(ref Utf8JsonReader reader)
    {
        Span<byte> scratch = stackalloc byte[ScratchSize];
        return reader.TokenType == JsonTokenType.String && ExactDecimal.TryParse(Text(in reader, scratch), out var value) ? value : null;
    }
}
