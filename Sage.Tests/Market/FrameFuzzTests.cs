using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Feeds.GateIo;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.GateIo;

namespace Sage.Tests.Market;

/// <summary>Whatever a socket brings: an outcome, no exception, and no price that makes no sense.</summary>
public sealed class FrameFuzzTests
{
    private const int Frames = 50_000;

    private static readonly MarketSymbols Symbols = new("BTCUSDT", "ETHUSDT");

    [Fact]
    public void No_frame_throws_and_what_is_accepted_has_a_price()
    {
        var (pairs, coins) = (new GateIoPairs(Symbols), new CoinGeckoCoins(Symbols, MarketParts.Options()));
        List<MarketEvent> prices = [];
        foreach (var frame in FuzzedFrames.Of(seed: 1, Frames))
        {
            var bytes = Encoding.UTF8.GetBytes(frame);
            var outcome = BinanceParser.Parse(bytes, Symbols, out var tick, out var kline);
            Assert.True(outcome != FrameOutcome.Accepted || tick.Price > 0, frame);
            Assert.True(outcome != FrameOutcome.AcceptedKline || (kline.Low > 0 && kline.High >= kline.Low), frame);
            if (outcome == FrameOutcome.Reply)
            {
                BinanceReply.Error(bytes);
            }

            Assert.True(GateIoParser.Parse(bytes, pairs, out tick) != FrameOutcome.Accepted || tick.Price > 0, frame);
            prices.Clear();
            CoinGeckoParser.TryParse(bytes, coins, prices);
            Assert.All(prices, price => Assert.True(price.Price > 0, frame));
        }
    }

    [Fact]
    public void No_frame_allocates_without_bound()
    {
        var frames = FuzzedFrames.Of(seed: 2, 5_000).Select(Encoding.UTF8.GetBytes).ToList();
        var pairs = new GateIoPairs(Symbols);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var frame in frames)
        {
            BinanceParser.Parse(frame, Symbols, out _, out _);
            GateIoParser.Parse(frame, pairs, out _);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, frames.Sum(frame => (long)frame.Length) * 20);
    }

    [Fact]
    public void The_simulators_own_commands_survive_the_same_frames()
    {
        var session = new Session();
        foreach (var frame in FuzzedFrames.Of(seed: 3, Frames / 5).Concat(Commands(seed: 4, Frames / 5)))
        {
            var bytes = Encoding.UTF8.GetBytes(frame);
            Assert.StartsWith("{", BinanceCommands.Answer(bytes, session), StringComparison.Ordinal);
            GateIoCommands.Answer(bytes, 0, session);
        }
    }

    private static IEnumerable<string> Commands(int seed, int count)
    {
        var random = new Random(seed);
        string[] values = ["\"SUBSCRIBE\"", "\"spot.trades\"", "\"subscribe\"", "[\"BTC_USDT\"]", "[1]", "{}", "null", "1", "\"\"", "[\"combined\",true]", "\"SET_PROPERTY\"", "1.5", "[null]", "\"\\ud800\""];
        string[] names = ["method", "params", "id", "channel", "event", "payload", "time"];
        for (var i = 0; i < count; i++)
        {
            yield return $"{{{string.Join(',', names.Where(_ => random.Next(2) == 0).Select(name => $"\"{name}\":{values[random.Next(values.Length)]}"))}}}";
        }
    }

    private sealed class Session : IBinanceSubscriptions, IGateIoSubscriptions
    {
        public IReadOnlyCollection<string> Streams => [];

        public bool Combined { get; set; }

        public string Id => "0";

        public bool Subscribe(IEnumerable<string> streams) => streams.Any();

        public void Unsubscribe(IEnumerable<string> streams)
        {
        }

        public void Subscribe(string channel, string pair)
        {
        }

        public void Unsubscribe(string channel, string pair)
        {
        }
    }
}
