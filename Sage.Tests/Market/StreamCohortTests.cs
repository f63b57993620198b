using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Streaming;

namespace Sage.Tests.Market;

public sealed class StreamCohortTests
{
    private readonly FakeTime _time = new();
    private readonly PriceBoard _board;

    public StreamCohortTests() => _board = new PriceBoard(MarketParts.Symbols, MarketParts.Options(), _time);

    [Fact]
    public void Each_cohort_gets_the_prices_of_its_own_moment()
    {
        var (first, second) = (new StreamCohort(_board, MarketParts.Symbols), new StreamCohort(_board, MarketParts.Symbols));
        var (early, late) = (Join(first), Join(second));

        Tell(1, 100);
        Assert.Equal((1, 0), Write(first));
        Tell(2, 101);
        Assert.Equal((1, 0), Write(second));

        Assert.Contains("\"price\":\"100\"", Read(early), StringComparison.Ordinal);
        Assert.Contains("\"price\":\"101\"", Read(late), StringComparison.Ordinal);
        Assert.Equal((1, 0), Write(first));
        Assert.Equal((0, 0), Write(second));
        Assert.Contains("\"price\":\"101\"", Read(early), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cohort_forgets_who_has_left()
    {
        var cohort = new StreamCohort(_board, MarketParts.Symbols);
        var client = new StreamClient(new Pipe().Writer, SymbolSet.All(MarketParts.Symbols), sent: 0);
        cohort.Add(client, _time.GetTimestamp());
        Assert.True(cohort is { Count: 1, HasStragglers: true });

        await client.Leave();
        Write(cohort);

        Assert.True(cohort is { Count: 0, HasStragglers: false });
    }

    [Fact]
    public void Without_news_a_heartbeat_goes_to_all_symbol_sets()
    {
        var cohort = new StreamCohort(_board, MarketParts.Symbols);
        var (all, none) = (Join(cohort), Join(cohort, default));
        var heartbeat = new EventFrame();
        heartbeat.Heartbeat(_time.GetUtcNow(), "live");

        Assert.Equal((2, 0), cohort.Write(_time.GetTimestamp(), _ => heartbeat));
        Assert.Contains("event: heartbeat", Read(all), StringComparison.Ordinal);
        Assert.Contains("event: heartbeat", Read(none), StringComparison.Ordinal);
    }

    private (int Written, int Conflated) Write(StreamCohort cohort) => cohort.Write(_time.GetTimestamp(), _ => null);

    private void Tell(long id, decimal price) => Assert.True(_board.Apply(MarketParts.Trade(id, price, _time.GetUtcNow()), token: 1));

    private static Pipe Join(StreamCohort cohort) => Join(cohort, SymbolSet.All(MarketParts.Symbols));

    private static Pipe Join(StreamCohort cohort, SymbolSet symbols)
    {
        var pipe = new Pipe();
        cohort.Add(new StreamClient(pipe.Writer, symbols, sent: 0), now: 0);
        return pipe;
    }

    private static string Read(Pipe pipe)
    {
        Assert.True(pipe.Reader.TryRead(out var read));
        var text = Encoding.UTF8.GetString(read.Buffer.ToArray());
        pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
