using System.Text.Json;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>The answer to a command: {"result":null,"id":1}, {"code":2,"msg":"Invalid request: …","id":1} or {"error":{"code":2,"msg":"…"},"id":1}.</summary>
internal readonly record struct BinanceReply(long? Id, string? Error)
{
    /// <summary>Of a frame that the parser has called a reply.</summary>
    public static BinanceReply Parse(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var id = root.TryGetProperty("id", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : (long?)null;
        var error = root.TryGetProperty("error", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : root;
        return new BinanceReply(id, error.TryGetProperty("code", out _) || error.TryGetProperty("msg", out _) ? Shortened(error.ToString()) : null);
    }

    private static string Shortened(string text)
    {
        const int Longest = 200;
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
