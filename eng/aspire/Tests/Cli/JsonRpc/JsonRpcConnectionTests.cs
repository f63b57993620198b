using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Aspire.Hosting.Cli.JsonRpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Cli.JsonRpc;

public sealed partial class JsonRpcConnectionTests
{
    private readonly Channel<string> _source = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _streamEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private JsonRpcTestPeer Connect() => new(
        new JsonRpcMethods()
            .Add("EchoAsync", TestJson.Default.String, (arguments, _) => Task.FromResult(arguments.Require(0, TestJson.Default.String)))
            .Add("FailAsync", (_, _) => throw new InvalidOperationException("It did not work."))
            .Add("HangAsync", async (_, cancellationToken) =>
            {
                _hanging.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            })
            .AddStream("ListAsync", TestJson.Default.String, _ => ListAsync()),
        Cancellation);

    [Fact]
    public async Task A_call_answers_with_the_id_it_came_with()
    {
        await using var peer = Connect();

        var answer = await peer.CallAsync("""{"jsonrpc":"2.0","id":7,"method":"EchoAsync","params":["häh"],"traceparent":"ignored"}""", Cancellation);

        Assert.Equal("2.0", (string?)answer["jsonrpc"]);
        Assert.Equal(7, (int?)answer["id"]);
        Assert.Equal("häh", (string?)answer["result"]);
    }

    [Theory]
    [InlineData("""{"id":1,"method":"NoSuchAsync","params":[]}""", -32601)]
    [InlineData("""{"id":1,"method":"EchoAsync","params":[]}""", -32602)]
    [InlineData("""{"id":1,"method":"EchoAsync","params":[{"not":"text"}]}""", -32602)]
    [InlineData("""{"id":1,"method":"EchoAsync","params":{"text":"by name"}}""", -32602)]
    [InlineData("""{"id":1,"method":"FailAsync"}""", -32000)]
    [InlineData("""{"id":1,"method":"$/enumerator/next","params":[]}""", -32602)]
    public async Task A_call_that_cannot_be_answered_is_an_error_and_the_connection_goes_on(string call, int code)
    {
        await using var peer = Connect();

        Assert.Equal(code, (int?)(await peer.CallAsync(call, Cancellation))["error"]!["code"]);
        Assert.Equal("still here", (string?)(await peer.CallAsync("""{"id":2,"method":"EchoAsync","params":["still here"]}""", Cancellation))["result"]);
    }

    [Fact]
    public async Task Calls_run_side_by_side_and_can_be_cancelled()
    {
        await using var peer = Connect();
        await peer.SendAsync("""{"id":"slow","method":"HangAsync"}""", Cancellation);
        await _hanging.Task.WaitAsync(Cancellation);

        Assert.Equal("quick", (string?)(await peer.CallAsync("""{"id":2,"method":"EchoAsync","params":["quick"]}""", Cancellation))["result"]);
        var cancelled = await peer.CallAsync("""{"method":"$/cancelRequest","params":{"id":"slow"}}""", Cancellation);

        Assert.Equal("slow", (string?)cancelled["id"]);
        Assert.Equal(JsonRpcException.RequestCancelled, (int?)cancelled["error"]!["code"]);
    }

    [Fact]
    public async Task A_notification_gets_no_answer()
    {
        await using var peer = Connect();
        await peer.SendAsync("""{"method":"EchoAsync","params":["nobody asked"]}""", Cancellation);

        Assert.Equal(2, (int?)(await peer.CallAsync("""{"id":2,"method":"EchoAsync","params":["x"]}""", Cancellation))["id"]);
    }

    [Fact]
    public async Task A_stream_is_read_by_token_in_batches_of_what_is_there()
    {
        await using var peer = Connect();
        _source.Writer.TryWrite("a");
        _source.Writer.TryWrite("b");
        var token = (long)(await peer.CallAsync("""{"id":1,"method":"ListAsync"}""", Cancellation))["result"]!["token"]!;

        var first = await NextAsync(peer, token);
        await peer.SendAsync($$"""{"id":9,"method":"$/enumerator/next","params":[{{token}}]}""", Cancellation);
        _source.Writer.TryWrite("c");
        var second = (await peer.ReceiveAsync(Cancellation))["result"]!.ToJsonString();
        _source.Writer.Complete();
        var last = await NextAsync(peer, token);
        var after = await NextAsync(peer, token);

        Assert.Equal("""{"values":["a","b"],"finished":false}""", first);
        Assert.Equal("""{"values":["c"],"finished":false}""", second);
        Assert.Equal("""{"values":[],"finished":true}""", last);
        Assert.Equal("""{"values":[],"finished":true}""", after);
    }

    [Fact]
    public async Task A_cancelled_wait_for_the_next_values_loses_none_of_them()
    {
        await using var peer = Connect();
        var token = (long)(await peer.CallAsync("""{"id":1,"method":"ListAsync"}""", Cancellation))["result"]!["token"]!;
        await peer.SendAsync($$"""{"id":2,"method":"$/enumerator/next","params":[{{token}}]}""", Cancellation);
        Assert.NotNull((await peer.CallAsync("""{"method":"$/cancelRequest","params":{"id":2}}""", Cancellation))["error"]);

        _source.Writer.TryWrite("kept");

        Assert.Equal("""{"values":["kept"],"finished":false}""", await NextAsync(peer, token));
    }

    [Fact]
    public async Task Aborting_a_stream_ends_its_source()
    {
        await using var peer = Connect();
        _source.Writer.TryWrite("a");
        var token = (long)(await peer.CallAsync("""{"id":1,"method":"ListAsync"}""", Cancellation))["result"]!["token"]!;
        await NextAsync(peer, token);

        await peer.CallAsync($$"""{"id":3,"method":"$/enumerator/abort","params":[{{token}}]}""", Cancellation);

        await _streamEnded.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Hanging_up_cancels_calls_and_ends_streams()
    {
        await using var peer = Connect();
        _source.Writer.TryWrite("a");
        var token = (long)(await peer.CallAsync("""{"id":1,"method":"ListAsync"}""", Cancellation))["result"]!["token"]!;
        await NextAsync(peer, token);
        await peer.SendAsync("""{"id":2,"method":"HangAsync"}""", Cancellation);
        await _hanging.Task.WaitAsync(Cancellation);

        await peer.HangUpAsync();

        await peer.Completion.WaitAsync(Cancellation);
        await _streamEnded.Task.WaitAsync(Cancellation);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\n\r\n[]")]
    [InlineData("Content-Length: 5\r\n\r\n{no!}")]
    [InlineData("Content-Length: 2\r\n\r\n{}")]
    [InlineData("Content-Length: 999999999\r\n\r\n")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Type: text\r\n\r\n{}")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    public async Task A_malformed_message_ends_its_connection_and_no_other(string bytes)
    {
        await using var other = Connect();
        await using var peer = Connect();

        await peer.SendRawAsync(bytes, Cancellation);

        await peer.Completion.WaitAsync(Cancellation);
        Assert.Equal("fine", (string?)(await other.CallAsync("""{"id":1,"method":"EchoAsync","params":["fine"]}""", Cancellation))["result"]);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read_for_ever()
    {
        await using var peer = Connect();

        await peer.SendRawAsync(new string('x', JsonRpcFraming.MaxHeaderBytes + 1), Cancellation);

        await peer.Completion.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_message_may_arrive_in_pieces_with_other_headers_and_another_right_behind()
    {
        await using var peer = Connect();
        const string Body = """{"id":1,"method":"EchoAsync","params":["x"]}""";
        var text = $"Content-Type: application/json\r\ncontent-length:  {Body.Length}\r\n\r\n{Body}";
        await peer.SendRawAsync(text[..20], Cancellation);
        await peer.SendRawAsync(text[20..70], Cancellation);
        await peer.SendRawAsync(text[70..] + text, Cancellation);

        Assert.Equal("x", (string?)(await peer.ReceiveAsync(Cancellation))["result"]);
        Assert.Equal("x", (string?)(await peer.ReceiveAsync(Cancellation))["result"]);
    }

    [Fact]
    public async Task A_caller_that_floods_loses_its_connection_and_no_other_does()
    {
        await using var flooding = Connect();
        await using var other = Connect();

        for (var call = 0; call < 70; call++)
        {
            await flooding.SendAsync($$"""{"id":{{call}},"method":"HangAsync","params":[]}""", Cancellation);
        }

        await flooding.Completion.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal("still here", (string?)(await other.CallAsync("""{"id":1,"method":"EchoAsync","params":["still here"]}""", Cancellation))["result"]);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_before_it_is_read()
    {
        await using var peer = Connect();

        await peer.SendRawAsync($"Content-Length: {JsonRpcFraming.MaxMessageBytes + 1}\r\n\r\n", Cancellation);

        await peer.Completion.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Fact]
    public async Task A_caller_that_never_reads_is_let_go_when_it_hangs_up()
    {
        await using var peer = Connect();
        var text = new string('x', 100_000);

        for (var call = 0; call < 20; call++)
        {
            await peer.SendAsync($$"""{"id":{{call}},"method":"EchoAsync","params":["{{text}}"]}""", Cancellation);
        }

        await peer.HangUpAsync();
        await peer.Completion.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    [Fact]
    public async Task A_caller_who_is_killed_before_the_answer_leaves_no_error_behind()
    {
        const string Body = """{"id":1,"method":"EchoAsync","params":["x"]}""";
        await using var connection = new JsonRpcConnection(
            new DeafStream($"Content-Length: {Body.Length}\r\n\r\n{Body}"),
            new JsonRpcMethods().Add("EchoAsync", TestJson.Default.String, (arguments, _) => Task.FromResult(arguments.Require(0, TestJson.Default.String))),
            NullLogger.Instance);

        await connection.RunAsync(Cancellation);
        await connection.DisposeAsync();
    }

    private static async Task<string> NextAsync(JsonRpcTestPeer peer, long token)
        => (await peer.CallAsync($$"""{"id":5,"method":"$/enumerator/next","params":[{{token}}]}""", Cancellation))["result"]!.ToJsonString();

    private async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var value in _source.Reader.ReadAllAsync(cancellationToken))
            {
                yield return value;
            }
        }
        finally
        {
            _streamEnded.TrySetResult();
        }
    }

    /// <summary>Holds one message and ends when it is answered; the answer reaches nobody.</summary>
    private sealed class DeafStream(string message) : MemoryStream(Encoding.UTF8.GetBytes(message), writable: false)
    {
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool CanWrite => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await _answered.Task.WaitAsync(cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _answered.TrySetResult();
            throw new IOException("Broken pipe");
        }
    }

    [JsonSerializable(typeof(string))]
    private sealed partial class TestJson : JsonSerializerContext;
}
