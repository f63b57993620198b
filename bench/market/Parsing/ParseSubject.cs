using System.Globalization;
using System.Text;
using System.Text.Json;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;

namespace Sage.Bench.Market.Parsing;

/// <summary>One kind of frame, our parser for it, and the plain way.</summary>
internal sealed record ParseSubject(string Name, byte[][] Frames, Func<byte[], bool> Parse, Func<byte[], bool> Baseline)
{
    public static IEnumerable<ParseSubject> All(MarketSymbols symbols)
    {
        yield return new("Binance trade", Utf8(
            """{"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"16578.50000000","q":"0.01000000","T":1672515782136,"m":true,"M":true} }""",
            """{"stream":"linkusdt@trade","data":{"e":"trade","E":1672515782137,"s":"LINKUSDT","t":987654321,"p":"13.42100000","q":"125.70000000","T":1672515782136,"m":false,"M":true} }"""),
            frame => BinanceParser.Parse(frame, symbols, out _) == FrameOutcome.Accepted, frame => Plain(frame, "p", "q"));
        yield return new("Binance 24hrMiniTicker", Utf8(
            """{"stream":"btcusdt@miniTicker","data":{"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"16578.50000000","o":"16500.00000000","h":"16600.00000000","l":"16400.00000000","v":"10000.00000000","q":"165000000.00000000"} }"""),
            frame => BinanceParser.Parse(frame, symbols, out _) == FrameOutcome.Accepted, frame => Plain(frame, "c", "o", "h", "l", "v", "q"));
    }

    private static bool Plain(byte[] frame, params ReadOnlySpan<string> decimals)
    {
        using var document = JsonDocument.Parse(frame);
        var data = document.RootElement.GetProperty("data");
        _ = data.GetProperty("s").GetString();
        _ = data.GetProperty("E").GetInt64();
        var sum = 0m;
        foreach (var name in decimals)
        {
            sum += decimal.Parse(data.GetProperty(name).GetString()!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }

        return sum > 0;
    }

    private static byte[][] Utf8(params ReadOnlySpan<string> frames)
    {
        var bytes = new byte[frames.Length][];
        for (var i = 0; i < frames.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(frames[i]);
        }

        return bytes;
    }
}
