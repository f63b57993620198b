using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;

namespace Sage.Tests.Market;

public sealed class BinanceParserTests
{
    private const string Trade = """{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"16578.50000000","q":"0.01000000","T":1672515782135,"m":true,"M":true}""";
    private const string MiniTicker = """{"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"0.0025","o":"0.0010","h":"0.0025","l":"0.0010","v":"10000","q":"18"}""";

    // The documentation's own 24hrTicker, with one of our symbols: "p" is a negative change here, no price.
    private const string Ticker = """{"e":"24hrTicker","E":1672515782136,"s":"ETHUSDT","p":"-0.0015","P":"250.00","w":"0.0018","x":"0.0009","c":"0.0025","Q":"10","b":"0.0024","B":"10","a":"0.0026","A":"100","o":"0.0010","h":"0.0025","l":"0.0010","v":"10000","q":"18","O":0,"C":86400000,"F":0,"L":18150,"n":18151}""";

    private static readonly MarketSymbols Symbols = new("BTCUSDT", "ETHUSDT");

    [Fact]
    public void A_trade_keeps_every_digit()
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Trade, out var trade));

        Assert.Equal(MarketEventKind.Trade, trade.Kind);
        Assert.Equal(0, trade.Symbol);
        Assert.Equal("16578.50000000", trade.Price.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(0.01m, trade.Quantity);
        Assert.Equal(12345, trade.TradeId);
        Assert.Equal(1672515782135, trade.ExchangeTime);
    }

    [Fact]
    public void A_wrapped_frame_means_the_same_in_either_order()
    {
        Assert.Equal(FrameOutcome.Accepted, Parse($$"""{"stream":"btcusdt@trade","data":{{Trade}}}""", out var first));
        Assert.Equal(FrameOutcome.Accepted, Parse($$""" { "data" : {{Trade}} , "stream" : "btcusdt@trade" } """, out var second));

        Assert.Equal(first, second);
        Assert.Equal(12345, first.TradeId);
    }

    [Theory]
    [InlineData(MiniTicker, 0)]
    [InlineData(Ticker, 1)]
    public void A_ticker_tells_price_and_day(string frame, int symbol)
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(frame, out var ticker));

        Assert.Equal(MarketEventKind.Ticker, ticker.Kind);
        Assert.Equal(symbol, ticker.Symbol);
        Assert.Equal(0.0025m, ticker.Price);
        Assert.Equal(new DayStatistics(0.0010m, 0.0025m, 0.0010m, 10000m), ticker.Day);
        Assert.Equal(1672515782136, ticker.ExchangeTime);
    }

    [Theory]
    [InlineData("""{"e":"aggTrade","E":1672515782136,"s":"BTCUSDT","a":12345,"p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,"M":true}""")]
    [InlineData("""{"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}""")]
    [InlineData("""{"lastUpdateId":160,"bids":[["0.0024","10"]],"asks":[["0.0026","100"]]}""")]
    [InlineData("""[{"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"0.0025"}]""")]
    [InlineData("""{"stream":"!miniTicker@arr","data":[{"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"0.0025"}]}""")]
    [InlineData("""{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,"b":[["0.0024","10"]],"a":[["0.0026","100"]]}""")]
    [InlineData("""{"e":"1hTicker","E":1672515782136,"s":"BTCUSDT","p":"0.0015","P":"250.00","o":"0.0010","h":"0.0025","l":"0.0010","c":"0.0025","w":"0.0018","v":"10000","q":"18","O":0,"C":1675216573749,"F":0,"L":18150,"n":18151}""")]
    [InlineData("""{"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.001","q":"100","T":1672515782136,"m":true,"M":true}""")]
    public void What_is_not_ours_is_ignored(string frame) => Assert.Equal(FrameOutcome.Ignored, Parse(frame, out _));

    [Fact]
    public void The_announced_end_of_the_server_is_heard() =>
        Assert.Equal(FrameOutcome.Shutdown, Parse("""{"e":"serverShutdown","E":1672515782136}""", out _));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"stream":"btcusdt@trade"}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":null}""")]
    [InlineData("""{"e":"trade","E":16725157""")]
    [InlineData(Trade + "}")]
    [InlineData(Trade + Trade)]
    [InlineData("""{"e":"trade","s":"BTCUSDT","t":1,"p":"\ud800","q":"1","T":1672515782136}""")]
    public void Broken_frames_are_malformed(string frame) => Assert.Equal(FrameOutcome.Malformed, Parse(frame, out _));

    [Theory]
    [InlineData("p", "16578.5")] // a number is a binary float on its way to somewhere
    [InlineData("p", "\"0\"")]
    [InlineData("p", "\"-1\"")]
    [InlineData("p", "\"+1\"")]
    [InlineData("p", "\"1e5\"")]
    [InlineData("p", "\"1,5\"")]
    [InlineData("p", "\" 1\"")]
    [InlineData("p", "\"NaN\"")]
    [InlineData("p", "\"\"")]
    [InlineData("p", "\"0.123456789012345678901234567890\"")] // more digits than fit, which would be rounded silently
    [InlineData("p", "null")]
    [InlineData("p", "{\"e\":\"trade\"}")]
    [InlineData("q", "\"0.0\"")]
    [InlineData("t", "\"12345\"")]
    [InlineData("t", "-1")]
    [InlineData("t", "99999999999999999999")]
    [InlineData("T", "1672515782")] // seconds
    [InlineData("T", "1672515782136000000")] // nanoseconds
    [InlineData("T", "true")]
    [InlineData("s", "7")]
    public void A_trade_with_a_bad_field_is_malformed(string field, string value)
    {
        var start = Trade.IndexOf($"\"{field}\":", StringComparison.Ordinal) + field.Length + 3;
        var frame = Trade[..start] + value + Trade[Trade.IndexOf(',', start)..];

        Assert.NotEqual(Trade, frame);
        Assert.Equal(FrameOutcome.Malformed, Parse(frame, out _));
    }

    [Fact]
    public void Escapes_are_characters_like_others()
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Trade.Replace("\"16578.50000000\"", "\"1657\\u0038.5\"").Replace("BTCUSDT", "BTC\\u0055SDT"), out var trade));
        Assert.Equal(16578.5m, trade.Price);
    }

    [Fact]
    public void A_frame_cut_anywhere_is_malformed_and_never_throws()
    {
        var bytes = Encoding.UTF8.GetBytes(Trade);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(FrameOutcome.Malformed, BinanceParser.Parse(bytes.AsSpan(0, length), Symbols, out _, out _));
        }
    }

    [Fact]
    public void Random_damage_never_throws()
    {
        var random = new Random(1);
        var original = Encoding.UTF8.GetBytes($$"""{"stream":"btcusdt@trade","data":{{Trade}}}""");
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = original.ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.True(Enum.IsDefined(BinanceParser.Parse(bytes, Symbols, out _, out _)));
        }
    }

    [Fact]
    public void A_frame_that_is_accepted_costs_no_allocation()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"stream":"btcusdt@trade","data":{{Trade}}}""");
        BinanceParser.Parse(bytes, Symbols, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            BinanceParser.Parse(bytes, Symbols, out _, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static FrameOutcome Parse(string frame, out MarketEvent parsed) => BinanceParser.Parse(Encoding.UTF8.GetBytes(frame), Symbols, out parsed, out _);
}
