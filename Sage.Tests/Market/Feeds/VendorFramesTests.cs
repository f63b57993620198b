using System.Diagnostics;
using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.FearGreed;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Feeds.GateIo;

namespace Sage.Tests.Market.Feeds;

/// <summary>What the vendors document is understood; what is damaged is never mistaken for it.</summary>
public sealed class VendorFramesTests
{
    private const int Mutations = 100_000;

    // No measure of speed: a frame that takes a parser for ever is found, a busy machine is not.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly MarketSymbols Symbols = new("BTCUSDT", "BNBBTC", "GTUSDT", "ETHUSDT");
    private static readonly GateIoPairs Pairs = new(Symbols);
    private static readonly CoinGeckoCoins Coins = new(Symbols, MarketParts.Options());

    [Fact]
    public void Every_example_of_Binance_is_what_it_is() => Assert.All(VendorFrames.Binance, example =>
    {
        var outcome = BinanceParser.Parse(Encoding.UTF8.GetBytes(example.Frame), Symbols, out var tick, out var kline);
        Assert.Equal(example.Outcome, outcome.ToString());
        Assert.True(outcome != FrameOutcome.Accepted || tick is { Symbol: 1, ExchangeTime: 1672515782136, Price: 0.001m or 0.0025m });
        Assert.True(outcome != FrameOutcome.AcceptedKline || kline is { Symbol: 1, OpenTime: 1672515780000, High: 0.0025m, Closed: false });
        Assert.Equal(example.Frame.Contains("\"msg\"", StringComparison.Ordinal), outcome == FrameOutcome.Reply && BinanceReply.Error(Encoding.UTF8.GetBytes(example.Frame)) is not null);
    });

    [Fact]
    public void Every_example_of_Gate_io_is_what_it_is() => Assert.All(VendorFrames.GateIo, example =>
    {
        var outcome = GateIoParser.Parse(Encoding.UTF8.GetBytes(example.Frame), Pairs, out var tick);
        Assert.Equal(example.Outcome, outcome.ToString());
        Assert.True(outcome != FrameOutcome.Accepted || (tick.Symbol, tick.Price) is (0, 15743.4m) or (0, 19106.55m) or (2, 0.4705m));
    });

    [Fact]
    public void A_list_of_trades_is_told_whole_and_in_order_or_not_at_all()
    {
        const string Frame = """{"time":1606292218,"channel":"spot.trades","result":[{"id":1,"create_time_ms":"1606292218213.1","currency_pair":"GT_USDT","amount":"1","price":"0.47"},{"id":2,"create_time_ms":"1606292218213.2","currency_pair":"OTHER_USDT","amount":"1","price":"9"},{"id":3,"create_time_ms":"1606292218213.3","currency_pair":"BTC_USDT","amount":"2","price":"100"}],"event":"update"}""";
        Assert.Equal(FrameOutcome.Accepted, GateIoParser.Parse(Encoding.UTF8.GetBytes(Frame), Pairs, out var first, out var more));
        Assert.Equal((2, 0.47m, 1L), (first.Symbol, first.Price, first.TradeId));
        Assert.Equal((0, 100m, 3L), (Assert.Single(more).Symbol, more[0].Price, more[0].TradeId));

        foreach (var bad in new[] { Frame.Replace("\"price\":\"100\"", "\"price\":\"-1\"", StringComparison.Ordinal), Frame.Replace("{\"id\":2", "7,{\"id\":2", StringComparison.Ordinal), Frame.Replace("],", "],\"result\":[],", StringComparison.Ordinal) })
        {
            Assert.Equal(FrameOutcome.Malformed, GateIoParser.Parse(Encoding.UTF8.GetBytes(bad), Pairs, out _, out more));
            Assert.Empty(more);
        }
    }

    [Fact]
    public void Prices_of_CoinGecko_are_read_from_their_digits_exponent_or_not()
    {
        var prices = VendorFrames.CoinGecko.SelectMany(answer =>
        {
            var told = new List<MarketEvent>();
            Assert.True(CoinGeckoParser.TryParse(Encoding.UTF8.GetBytes(answer), Coins, told));
            return told;
        });

        Assert.Equal([(0, 67187.3358936566m), (0, 0.00000001m), (3, 3100m)], prices.Select(price => (price.Symbol, price.Price)));
    }

    [Fact]
    public void An_index_that_is_refused_is_none_whatever_stands_beside_it()
    {
        const string Answer = """{"name":"Fear and Greed Index","data":[{"value":"40","value_classification":"Fear","timestamp":"1551157200","time_until_update":"68499"}],"metadata":{"error":null}}""";
        Assert.Equal(40, Assert.Single(AlternativeMeClient.Parse(Encoding.UTF8.GetBytes(Answer))).Value);

        var exception = Assert.Throws<InvalidDataException>(() => AlternativeMeClient.Parse(Encoding.UTF8.GetBytes(Answer.Replace("null", "\"limit reached\"", StringComparison.Ordinal))));
        Assert.Contains("limit reached", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_to_a_frame_of_Binance_makes_another_symbol_or_a_price_that_is_none() =>
        Fuzz([.. VendorFrames.Binance.Select(example => example.Frame)], frame =>
        {
            var outcome = BinanceParser.Parse(frame, Symbols, out var tick, out var kline);
            AssertUsable(frame, outcome == FrameOutcome.Accepted, tick, Symbols.Names);
            Assert.True(outcome != FrameOutcome.AcceptedKline || (kline is { Low: > 0, Volume: >= 0 } && kline.High >= kline.Low && Names(frame, Symbols.Names[kline.Symbol])));
            if (outcome == FrameOutcome.Reply)
            {
                BinanceReply.Error(frame);
            }
        });

    [Fact]
    public void No_damage_to_a_frame_of_Gate_io_makes_another_symbol_or_a_price_that_is_none() =>
        Fuzz([.. VendorFrames.GateIo.Select(example => example.Frame)], frame =>
        {
            var outcome = GateIoParser.Parse(frame, Pairs, out var tick, out var more);
            AssertUsable(frame, outcome == FrameOutcome.Accepted, tick, Pairs.Names);
            if (outcome == FrameOutcome.Reply)
            {
                GateIoProtocol.Error(frame);
            }

            foreach (var another in more)
            {
                AssertUsable(frame, accepted: true, another, Pairs.Names);
            }
        });

    [Fact]
    public void No_damage_to_an_answer_of_CoinGecko_makes_another_coin_or_a_price_that_is_none() => Fuzz(VendorFrames.CoinGecko, answer =>
    {
        var prices = new List<MarketEvent>();
        CoinGeckoParser.TryParse(answer, Coins, prices);
        foreach (var price in prices)
        {
            AssertUsable(answer, accepted: true, price, Coins.Ids);
        }
    });

    [Fact]
    public void No_damage_to_an_index_makes_a_value_that_is_none() => Fuzz(
        ["""{"name":"Fear and Greed Index","data":[{"value":"40","value_classification":"Fear","timestamp":"1551157200","time_until_update":"68499"},{"value":"47","value_classification":"Neutral","timestamp":"1551070800"}],"metadata":{"error":null}}"""],
        answer =>
        {
            try
            {
                Assert.All(AlternativeMeClient.Parse(answer.ToArray()), reading => Assert.InRange(reading.Value, 0, 100));
            }
            catch (InvalidDataException)
            {
                // What it throws when the answer is none.
            }
        },
        // Exceptions are slow, and it is asked for twice an hour.
        Mutations / 5);

    [Theory]
    [InlineData("{\"error\":{\"\\ud800\":1},\"id\":1}")]
    [InlineData("{\"error\":\"\\ud800\",\"id\":1}")]
    public void A_refusal_in_words_that_are_none_ends_no_connection(string reply)
    {
        Assert.Equal(FrameOutcome.Reply, BinanceParser.Parse(Encoding.UTF8.GetBytes(reply), Symbols, out _, out _));
        Assert.NotNull(BinanceReply.Error(Encoding.UTF8.GetBytes(reply)));
        GateIoProtocol.Error(Encoding.UTF8.GetBytes(reply));
    }

    private static void Fuzz(IReadOnlyList<string> originals, FrameFuzz.Frame check, int count = Mutations)
    {
        var clock = Stopwatch.StartNew();
        FrameFuzz.Mutate(originals, count, seed: 20261120, check);
        Assert.True(clock.Elapsed < Longest, $"{count} frames took {clock.Elapsed}.");
    }

    private static void AssertUsable(ReadOnlySpan<byte> frame, bool accepted, in MarketEvent tick, IReadOnlyList<string?> names)
    {
        if (accepted && !(tick is { Price: > 0, ExchangeTime: > 0, Quantity: >= 0 } && Names(frame, names[tick.Symbol]!)))
        {
            Assert.Fail($"{tick} of {Encoding.UTF8.GetString(frame)}");
        }
    }

    private static bool Names(ReadOnlySpan<byte> frame, string name) => frame.Contains((byte)'\\') || frame.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;
}
