using System.Text;
using Sage.Simulator.Binance.Stream;

namespace Sage.Tests.Simulator;

public sealed class BinanceCommandsTests
{
    private readonly Session _session = new();

    [Fact]
    public void Subscriptions_change_and_are_listed_with_the_id_of_the_question()
    {
        Answers("""{"result":null,"id":1}""", """{"method":"SUBSCRIBE","params":["btcusdt@trade","ethusdt@trade"],"id":1}""");
        Answers("""{"result":null,"id":"abc"}""", """{"method":"UNSUBSCRIBE","params":["ethusdt@trade"],"id":"abc"}""");
        Answers("""{"result":["btcusdt@trade"],"id":3}""", """{"method":"LIST_SUBSCRIPTIONS","id":3}""");
        Answers("""{"result":["btcusdt@trade"],"id":null}""", """{"method":"LIST_SUBSCRIPTIONS","id":null}""");
    }

    [Fact]
    public void The_combined_property_is_read_and_set()
    {
        Answers("""{"result":false,"id":2}""", """{"method":"GET_PROPERTY","params":["combined"],"id":2}""");
        Answers("""{"result":null,"id":5}""", """{"method":"SET_PROPERTY","params":["combined",true],"id":5}""");
        Answers("""{"result":true,"id":2}""", """{"method":"GET_PROPERTY","params":["combined"],"id":2}""");
    }

    [Theory]
    [InlineData("{", "\"code\":3")]
    [InlineData("", "\"code\":3")]
    [InlineData("""{"id":1,"id":2}""", "\"code\":3")]
    [InlineData("[]", "missing field")]
    [InlineData("null", "missing field")]
    [InlineData("""{"id":1}""", "missing field")]
    [InlineData("""{"method":7,"id":1}""", "missing field")]
    [InlineData("""{"method":"SUBSCRIBED","params":[],"id":1}""", "unknown variant SUBSCRIBED, expected one of")]
    [InlineData("""{"method":"SUBSCRIBE","params":[1],"id":1}""", "must be a string")]
    [InlineData("""{"method":"SUBSCRIBE","id":1}""", "must be a string")]
    [InlineData("""{"method":"SUBSCRIBE","params":["a"],"id":1.5}""", "request ID")]
    [InlineData("""{"method":"SUBSCRIBE","params":["a"],"id":{}}""", "request ID")]
    [InlineData("""{"method":"SET_PROPERTY","params":["other",true],"id":1}""", "Unknown property")]
    [InlineData("""{"method":"SET_PROPERTY","params":["combined","yes"],"id":1}""", "expected Boolean")]
    public void A_wrong_command_is_answered_by_what_is_wrong(string command, string expected) =>
        Assert.Contains(expected, BinanceCommands.Answer(Encoding.UTF8.GetBytes(command), _session), StringComparison.Ordinal);

    private void Answers(string expected, string command) => Assert.Equal(expected, BinanceCommands.Answer(Encoding.UTF8.GetBytes(command), _session));

    private sealed class Session : IBinanceSubscriptions
    {
        private readonly HashSet<string> _streams = new(StringComparer.Ordinal);

        public IReadOnlyCollection<string> Streams => _streams;

        public bool Combined { get; set; }

        public bool Subscribe(IEnumerable<string> streams)
        {
            _streams.UnionWith(streams);
            return true;
        }

        public void Unsubscribe(IEnumerable<string> streams) => _streams.ExceptWith(streams);
    }
}
