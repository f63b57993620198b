using System.Text.Json;

namespace Sage.Api.Market.Feeds.Parsing;

/// <summary>What an exchange has against a command of ours, in a line for the log.</summary>
internal static class ReplyError
{
    private const int Longest = 200;

    /// <param name="frame">One that its parser has called a reply.</param>
    /// <param name="find">The part that tells the error, or null.</param>
    public static string? Of(ReadOnlySpan<byte> frame, Func<JsonElement, JsonElement?> find)
    {
        var reader = new Utf8JsonReader(frame);
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            var text = find(document.RootElement)?.ToString();
            return text is null || text.Length <= Longest ? text : text[..Longest] + "…";
        }
        catch (InvalidOperationException)
        {
            // Text that is no text, such as an escaped half of a surrogate pair: no reason to give up the connection.
            return "in words that cannot be read";
        }
    }
}
