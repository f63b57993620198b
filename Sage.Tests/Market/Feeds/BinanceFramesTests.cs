using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;

namespace Sage.Tests.Market.Feeds;

/// <summary>Klines, microseconds, replies, and what strangers may send.</summary>
public sealed class BinanceFramesTests
{
    // The documentation's own, for one of our symbols.
    private const string Kline = """{"e":"kline","E":1672515782136,"s":"BTCUSDT","k":{"t":1672515780000,"T":1672515839999,"s":"BTCUSDT","i":"1m","f":100,"L":200,"o":"0.0010","c":"0.0020","h":"0.0025","l":"0.0009","v":"1000","n":100,"x":false,"q":"1.0000","V":"500","Q":"0.500","B":"123456"}}""";

    private const string Trade = """{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"16578.50","q":"0.01","T":1672515782135,"m":true,"M":true}""";

    private static readonly MarketSymbols Symbols = new("BTCUSDT", "ETHUSDT");

    [Theory]
    [InlineData(Kline)]
    [InlineData($$"""{"stream":"btcusdt@kline_1m","data":{{Kline}}}""")]
    public void A_minute_keeps_every_digit(string frame)
    {
        Assert.Equal(FrameOutcome.AcceptedKline, Parse(frame, out _, out var kline));

        Assert.Equal(
            new Kline { Symbol = 0, OpenTime = 1672515780000, Open = 0.0010m, High = 0.0025m, Low = 0.0009m, Close = 0.0020m, Volume = 1000, QuoteVolume = 1.0000m, Trades = 100, Closed = false, Source = FeedSource.Binance },
            kline);
    }

    [Fact]
    public void The_last_word_on_a_minute_says_so()
    {
        Assert.Equal(FrameOutcome.AcceptedKline, Parse(Kline.Replace("\"x\":false", "\"x\":true"), out _, out var kline));
        Assert.True(kline.Closed);
    }

    [Fact]
    public void A_minute_without_trades_is_one_too() =>
        Assert.Equal(FrameOutcome.AcceptedKline, Parse(Kline.Replace("\"v\":\"1000\"", "\"v\":\"0\"").Replace("\"n\":100", "\"n\":0").Replace("\"q\":\"1.0000\"", "\"q\":\"0\""), out _, out _));

    [Theory]
    [InlineData("\"i\":\"1m\"", "\"i\":\"5m\"", FrameOutcome.Ignored)]
    [InlineData("\"s\":\"BTCUSDT\"", "\"s\":\"BNBBTC\"", FrameOutcome.Ignored)]
    [InlineData("\"k\":{", "\"k\":{\"s\":\"ETHUSDT\",", FrameOutcome.Malformed)]
    [InlineData("\"h\":\"0.0025\"", "\"h\":\"0.0008\"", FrameOutcome.Malformed)]
    [InlineData("\"o\":\"0.0010\"", "\"o\":\"0\"", FrameOutcome.Malformed)]
    [InlineData("\"l\":\"0.0009\"", "\"l\":\"0\"", FrameOutcome.Malformed)]
    [InlineData("\"t\":1672515780000", "\"t\":1672515780001", FrameOutcome.Malformed)]
    [InlineData("\"T\":1672515839999", "\"T\":1672515899999", FrameOutcome.Malformed)]
    [InlineData("\"x\":false", "\"x\":\"false\"", FrameOutcome.Malformed)]
    [InlineData("\"n\":100", "\"n\":-1", FrameOutcome.Malformed)]
    [InlineData("\"n\":100", "\"n\":100.5", FrameOutcome.Malformed)]
    [InlineData("\"v\":\"1000\"", "\"v\":[\"1000\"]", FrameOutcome.Malformed)]
    [InlineData("\"q\":\"1.0000\"", "\"q\":null", FrameOutcome.Malformed)]
    public void A_minute_that_is_not_ours_or_contradicts_itself_is_not_used(string field, string instead, object outcome)
    {
        Assert.Contains(field, Kline, StringComparison.Ordinal);
        Assert.Equal(outcome, Parse(Kline.Replace(field, instead), out _, out _));
    }

    [Theory]
    [InlineData("\"h\":\"0.0025\"", "\"h\":\"0.0015\"")]
    [InlineData("\"l\":\"0.0009\"", "\"l\":\"0.0011\"")]
    public void A_minute_whose_prices_do_not_fit_together_is_understood_but_not_believed(string field, string instead)
    {
        Assert.Equal(FrameOutcome.AcceptedKline, Parse(Kline, out _, out var kline));
        Assert.True(Plausibility.Holds(kline));

        Assert.Equal(FrameOutcome.AcceptedKline, Parse(Kline.Replace(field, instead), out _, out kline));
        Assert.False(Plausibility.Holds(kline));
    }

    [Fact]
    public void Microseconds_are_told_from_milliseconds()
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Trade.Replace("1672515782135", "1672515782135999").Replace("1672515782136", "1672515782136000"), out var trade, out _));
        Assert.Equal(1672515782135, trade.ExchangeTime);

        Assert.Equal(FrameOutcome.AcceptedKline, Parse(Kline.Replace("1672515780000", "1672515780000000").Replace("1672515839999", "1672515839999999"), out _, out var kline));
        Assert.Equal(1672515780000, kline.OpenTime);
    }

    [Theory]
    [InlineData("\"p\":\"16578.50\"", "\"p\":\"16578.50\",\"p\":\"1\"")]
    [InlineData("\"p\":\"16578.50\"", "\"p\":\"16578.50\",\"\\u0070\":\"1\"")]
    [InlineData("\"s\":\"BTCUSDT\"", "\"s\":\"BTCUSDT\",\"s\":\"ETHUSDT\"")]
    public void A_frame_that_says_two_things_says_nothing(string field, string instead) =>
        Assert.Equal(FrameOutcome.Malformed, Parse(Trade.Replace(field, instead), out _, out _));

    [Fact]
    public void Two_payloads_in_one_frame_are_none() =>
        Assert.Equal(FrameOutcome.Malformed, Parse($$$"""{"stream":"a","data":{},"data":{{{Trade}}}}""", out _, out _));

    [Theory]
    [InlineData("\"e\":\"trade\"", "\"\\u0065\":\"tr\\u0061de\"")]
    [InlineData("\"M\":true", "\"new\":{\"p\":\"1\",\"deep\":[[[{\"s\":\"ETHUSDT\"}]]]},\"M\":null")]
    [InlineData(",", " ,\r\n\t")]
    public void Escapes_unknown_fields_and_white_space_change_nothing(string part, string instead)
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Trade.Replace(part, instead), out var trade, out _));
        Assert.Equal((0, 16578.50m, 12345L, 1672515782135L), (trade.Symbol, trade.Price, trade.TradeId, trade.ExchangeTime));
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_malformed_wherever_it_stands()
    {
        var frame = Encoding.UTF8.GetBytes(Trade.Replace("\"M\":true", "\"x\":\"?\""));
        frame[Array.IndexOf(frame, (byte)'?')] = 0xC3;

        Assert.Equal(FrameOutcome.Malformed, BinanceParser.Parse(frame, Symbols, out _, out _));
    }

    [Theory]
    [InlineData("""{"result":null,"id":1}""", 1L, false)]
    [InlineData("""{"result":["btcusdt@aggTrade"],"id":3}""", 3L, false)]
    [InlineData("""{"code": 0, "msg": "Unknown property","id": 5}""", 5L, true)]
    [InlineData("""{"code": 2, "msg": "Invalid request: request ID must be an unsigned integer"}""", null, true)]
    [InlineData("""{"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}""", null, true)]
    [InlineData("""{"error":{"code":2,"msg":"Invalid request"},"id":312}""", 312L, true)]
    [InlineData("""{"result":null,"id":"abc"}""", null, false)]
    public void A_refusal_is_told_with_the_command_that_it_is_about(string frame, long? id, bool refused)
    {
        Assert.Equal(FrameOutcome.Reply, Parse(frame, out _, out _));

        var error = BinanceReply.Error(Encoding.UTF8.GetBytes(frame));
        Assert.Equal(refused, error is not null);
        Assert.True(id is null || error?.Contains($"{id}", StringComparison.Ordinal) != false);
    }

    [Fact]
    public void Many_symbols_are_subscribed_to_in_few_commands()
    {
        var symbols = new MarketSymbols([.. Enumerable.Range(1, 341).Select(number => $"C{number}USDT")]);

        var inAddress = BinanceStreams.Address(new Uri("wss://host"), symbols).Query.Split('/').Length;
        var commands = BinanceStreams.Commands(symbols);

        Assert.True(BinanceStreams.Address(new Uri("wss://host"), symbols).AbsoluteUri.Length < 8000);
        Assert.Equal(1023, inAddress + commands.Sum(command => System.Text.Json.JsonDocument.Parse(command).RootElement.GetProperty("params").GetArrayLength()));
        Assert.Equal(Enumerable.Range(1, commands.Count), commands.Select(command => System.Text.Json.JsonDocument.Parse(command).RootElement.GetProperty("id").GetInt32()));
        Assert.Empty(BinanceStreams.Commands(Symbols));
    }

    [Fact]
    public void A_minute_costs_no_allocation()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"stream":"btcusdt@kline_1m","data":{{Kline}}}""");
        BinanceParser.Parse(bytes, Symbols, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            BinanceParser.Parse(bytes, Symbols, out _, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Frames_of_every_size_depth_and_damage_are_outcomes()
    {
        FrameFuzz.Run([Kline, Trade, $$"""{"stream":"btcusdt@kline_1m","data":{{Kline}}}""", """{"result":null,"id":1}"""], frame =>
        {
            var outcome = BinanceParser.Parse(frame, Symbols, out var tick, out var kline);
            if (outcome == FrameOutcome.Reply)
            {
                BinanceReply.Error(frame);
            }

            Assert.True(outcome != FrameOutcome.Accepted || tick is { Symbol: 0 or 1, Price: > 0 });
            Assert.True(outcome != FrameOutcome.AcceptedKline || (kline.Low > 0 && kline.High >= kline.Low));
        });
    }

    private static FrameOutcome Parse(string frame, out MarketEvent tick, out Kline kline) => BinanceParser.Parse(Encoding.UTF8.GetBytes(frame), Symbols, out tick, out kline);
}
