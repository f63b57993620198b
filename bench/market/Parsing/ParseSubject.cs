using System.Globalization;
using System.Text;
using System.Text.Json;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Feeds.GateIo;

namespace Sage.Bench.Market.Parsing;

/// <summary>One kind of frame, our parser for it, and the plain way.</summary>
internal sealed record ParseSubject(string Name, byte[][] Frames, Func<byte[], bool> Parse, Func<byte[], bool> Baseline)
{
    public static IEnumerable<ParseSubject> All(MarketSymbols symbols)
    {
        yield return new("Binance trade", Utf8(
            """{"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"16578.50000000","q":"0.01000000","T":1672515782136,"m":true,"M":true} }""",
            """{"stream":"linkusdt@trade","data":{"e":"trade","E":1672515782137,"s":"LINKUSDT","t":987654321,"p":"13.42100000","q":"125.70000000","T":1672515782136,"m":false,"M":true} }"""),
            frame => BinanceParser.Parse(frame, symbols, out _, out _) == FrameOutcome.Accepted, frame => Plain(frame, "data", null, "s", "E", "p", "q"));
        yield return new("Binance 24hrMiniTicker", Utf8(
            """{"stream":"btcusdt@miniTicker","data":{"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"16578.50000000","o":"16500.00000000","h":"16600.00000000","l":"16400.00000000","v":"10000.00000000","q":"165000000.00000000"} }"""),
            frame => BinanceParser.Parse(frame, symbols, out _, out _) == FrameOutcome.Accepted, frame => Plain(frame, "data", null, "s", "E", "c", "o", "h", "l", "v", "q"));
        yield return new("Binance kline", Utf8(
            """{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1672515782136,"s":"BTCUSDT","k":{"t":1672515780000,"T":1672515839999,"s":"BTCUSDT","i":"1m","f":100,"L":200,"o":"16578.10","c":"16578.50","h":"16579.00","l":"16577.00","v":"12.5","n":100,"x":false,"q":"207231.2","V":"5.1","Q":"84550.3","B":"0"} } }"""),
            frame => BinanceParser.Parse(frame, symbols, out _, out _) == FrameOutcome.AcceptedKline, frame => Plain(frame, "data", "k", "s", "t", "o", "c", "h", "l", "v", "q"));

        var pairs = new GateIoPairs(symbols);
        yield return new("Gate.io spot.tickers", Utf8(
            """{"time":1669107766,"time_ms":1669107766406,"channel":"spot.tickers","event":"update","result":{"currency_pair":"BTC_USDT","last":"15743.4","lowest_ask":"15744.4","highest_bid":"15743.5","change_percentage":"-1.8254","base_volume":"9110.473081735","quote_volume":"145082083.2535","high_24h":"16280.9","low_24h":"15468.5"} }"""),
            frame => GateIoParser.Parse(frame, pairs, out _) == FrameOutcome.Accepted, frame => Plain(frame, "result", null, "currency_pair", null, "last", "base_volume", "high_24h", "low_24h"));
        yield return new("Gate.io spot.trades", Utf8(
            """{"time":1606292218,"time_ms":1606292218231,"channel":"spot.trades","event":"update","result":{"id":309143071,"create_time":1606292218,"create_time_ms":"1606292218213.4578","side":"sell","currency_pair":"BTC_USDT","amount":"16.4700000000","price":"0.4705000000"} }"""),
            frame => GateIoParser.Parse(frame, pairs, out _) == FrameOutcome.Accepted, frame => Plain(frame, "result", null, "currency_pair", "id", "amount", "price"));

        var coins = new CoinGeckoCoins(symbols, Options.Create(new MarketOptions()));
        var prices = new List<MarketEvent>();
        yield return new("CoinGecko simple/price", Utf8("""{"bitcoin":{"usd":67187.3358936566,"last_updated_at":1711356300},"ethereum":{"usd":3500.12,"last_updated_at":1711356301} }"""),
            frame =>
            {
                prices.Clear();
                return CoinGeckoParser.TryParse(frame, coins, prices) && prices.Count == 2;
            },
            PlainAnswer);
    }

    private static bool Plain(byte[] frame, string body, string? inner, string symbol, string? number, params ReadOnlySpan<string> decimals)
    {
        using var document = JsonDocument.Parse(frame);
        var data = document.RootElement.GetProperty(body);
        data = inner is null ? data : data.GetProperty(inner);
        _ = data.GetProperty(symbol).GetString();
        _ = number is null ? 0 : data.GetProperty(number).GetInt64();
        var sum = 0m;
        foreach (var name in decimals)
        {
            sum += decimal.Parse(data.GetProperty(name).GetString()!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }

        return sum > 0;
    }

    private static bool PlainAnswer(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.EnumerateObject().Sum(coin => coin.Value.GetProperty("usd").GetDecimal() + coin.Value.GetProperty("last_updated_at").GetInt64()) > 0;
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
