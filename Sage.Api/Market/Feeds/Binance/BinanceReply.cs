using System.Text.Json;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>The answer to a command: {"result":null,"id":1}, {"code":2,"msg":"Invalid request: …","id":1} or {"error":{"code":2,"msg":"…"},"id":1}.</summary>
internal static class BinanceReply
{
    /// <summary>With the id, when it is refused.</summary>
    public static string? Error(ReadOnlySpan<byte> frame) => ReplyError.Of(frame, static root =>
        root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null
        || root.TryGetProperty("code", out _) || root.TryGetProperty("msg", out _) ? root : null);
}
