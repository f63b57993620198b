using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.GateIo;

namespace Sage.Tests.Market.Feeds;

public sealed class GateIoParserTests
{
    // Both are the documentation's own; "id_market" does stand there twice.
    private const string Ticker = """{"time":1669107766,"time_ms":1669107766406,"channel":"spot.tickers","event":"update","result":{"currency_pair":"BTC_USDT","last":"15743.4","lowest_ask":"15744.4","highest_bid":"15743.5","change_percentage":"-1.8254","base_volume":"9110.473081735","quote_volume":"145082083.2535","high_24h":"16280.9","low_24h":"15468.5"}}""";
    private const string Trade = """{"time":1606292218,"time_ms":1606292218231,"channel":"spot.trades","event":"update","result":{"id":309143071,"id_market":2390902,"create_time":1606292218,"create_time_ms":"1606292218213.4578","side":"sell","currency_pair":"GT_USDT","amount":"16.4700000000","price":"0.4705000000","range":"2390902-2390902","id_market":5736713}}""";

    private static readonly GateIoPairs Pairs = new(new MarketSymbols("BTCUSDT", "GTUSDT"));

    [Fact]
    public void A_trade_keeps_every_digit()
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Trade, out var trade));

        Assert.Equal((MarketEventKind.Trade, FeedSource.GateIo, 1), (trade.Kind, trade.Source, trade.Symbol));
        Assert.Equal("0.4705000000", trade.Price.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((16.47m, 309143071L, 1606292218213L), (trade.Quantity, trade.TradeId, trade.ExchangeTime));
    }

    [Fact]
    public void A_ticker_tells_price_and_day_whose_begin_follows_from_the_change()
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Ticker, out var ticker));

        Assert.Equal((MarketEventKind.Ticker, 0, 15743.4m, 1669107766406L), (ticker.Kind, ticker.Symbol, ticker.Price, ticker.ExchangeTime));
        var day = ticker.Day!.Value;
        Assert.Equal((16280.9m, 15468.5m, 9110.473081735m), (day.High, day.Low, day.Volume));
        Assert.Equal(-1.8254m, decimal.Round((15743.4m - day.Open) / day.Open * 100, 4));
    }

    [Fact]
    public void The_order_of_fields_means_nothing() =>
        Assert.Equal(FrameOutcome.Accepted, Parse("""{"result":{"price":"1","amount":"2","currency_pair":"BTC_USDT","create_time_ms":"1606292218213","id":3},"event":"update","channel":"spot.trades","time":1}""", out _));

    [Theory]
    [InlineData("""{"time":1611541000,"time_ms":1611541000001,"channel":"spot.tickers","event":"subscribe","error":null,"result":{"status":"success"}}""", FrameOutcome.Reply)]
    [InlineData("""{"time":1606292218,"channel":"spot.trades","event":"subscribe","error":{"code":2,"message":"unknown currency pair GIBBERISH_USD"},"result":null}""", FrameOutcome.Reply)]
    [InlineData("""{"time":1545404023,"channel":"spot.pong","event":"","error":null,"result":null}""", FrameOutcome.Reply)]
    [InlineData("""{"time":1606292600,"time_ms":1606292600376,"channel":"spot.candlesticks","event":"update","result":{"t":"1606292580","v":"2362.32035","c":"19128.1","n":"1m_BTC_USDT"}}""", FrameOutcome.Ignored)]
    [InlineData("""{"time":1669107766,"time_ms":1669107766406,"channel":"spot.tickers","event":"update","result":{"currency_pair":"ELON_USDT","last":"1"}}""", FrameOutcome.Ignored)]
    [InlineData("""{}""", FrameOutcome.Malformed)]
    [InlineData("""[]""", FrameOutcome.Malformed)]
    [InlineData("""{"channel":"spot.tickers","event":"update","result":null}""", FrameOutcome.Malformed)]
    [InlineData("""{"channel":"spot.tickers","event":"update","result":[{"currency_pair":"BTC_USDT"}]}""", FrameOutcome.Malformed)]
    [InlineData(Ticker + "}", FrameOutcome.Malformed)]
    public void Everything_else_is_told_apart(string frame, object outcome) => Assert.Equal(outcome, Parse(frame, out _));

    [Theory]
    [InlineData(Ticker, "\"last\":\"15743.4\"", "\"last\":15743.4")]
    [InlineData(Ticker, "\"last\":\"15743.4\"", "\"last\":\"0\"")]
    [InlineData(Ticker, "\"last\":\"15743.4\"", "\"last\":\"1\",\"last\":\"2\"")]
    [InlineData(Ticker, "\"time_ms\":1669107766406", "\"time_ms\":\"soon\"")]
    [InlineData(Trade, "\"price\":\"0.4705000000\"", "\"price\":\"-0.4705\"")]
    [InlineData(Trade, "\"price\":\"0.4705000000\"", "\"price\":\"4.7e-1\"")]
    [InlineData(Trade, "\"amount\":\"16.4700000000\"", "\"amount\":\"0\"")]
    [InlineData(Trade, "\"id\":309143071", "\"id\":\"309143071\"")]
    [InlineData(Trade, "1606292218213.4578", "1606292218")]
    [InlineData(Trade, "1606292218213.4578", "99999999999999999999999999.9")]
    public void A_bad_field_makes_a_frame_malformed(string frame, string field, string instead)
    {
        Assert.Contains(field, frame, StringComparison.Ordinal);
        Assert.Equal(FrameOutcome.Malformed, Parse(frame.Replace(field, instead), out _));
    }

    [Theory]
    [InlineData("-100")]
    // A price of yesterday that no decimal holds.
    [InlineData("-99.99999999999999999999999999")]
    public void A_ticker_whose_day_makes_no_sense_still_tells_its_price(string change)
    {
        Assert.Equal(FrameOutcome.Accepted, Parse(Ticker.Replace("\"-1.8254\"", $"\"{change}\""), out var ticker));
        Assert.Null(ticker.Day);
    }

    [Theory]
    [InlineData(Ticker)]
    [InlineData(Trade)]
    public void A_frame_that_is_accepted_costs_no_allocation(string frame)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        GateIoParser.Parse(bytes, Pairs, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            GateIoParser.Parse(bytes, Pairs, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Frames_of_every_size_depth_and_damage_are_outcomes() => FrameFuzz.Run([Ticker, Trade], frame =>
    {
        var outcome = GateIoParser.Parse(frame, Pairs, out var tick);
        Assert.True(outcome != FrameOutcome.Accepted || tick is { Symbol: 0 or 1, Price: > 0 });
    });

    private static FrameOutcome Parse(string frame, out MarketEvent tick) => GateIoParser.Parse(Encoding.UTF8.GetBytes(frame), Pairs, out tick);
}
