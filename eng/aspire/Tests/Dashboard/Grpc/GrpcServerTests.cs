using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard.Grpc;
using Aspire.Hosting.Dashboard.Proto;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dashboard.Grpc;

public sealed class GrpcServerTests : IAsyncLifetime
{
    private const string ApiKey = "a key for tests";

    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrpcServer _server = null!;
    private GrpcTestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static (string, string) Key => ("x-key", ApiKey);

    public async ValueTask InitializeAsync()
    {
        var methods = new GrpcMethods("test.Service")
            .Unary("Unary", WatchResourceConsoleLogsRequest.Parser, (request, cancellationToken) => request.ResourceName switch
            {
                "refuse" => throw new GrpcException(GrpcStatusCode.NotFound, "No such thing: ä%"),
                "fail" => throw new InvalidOperationException("a secret detail"),
                "hang" => HangAsync(cancellationToken),
                var name => Task.FromResult(new ConsoleLogLine { Text = name }),
            })
            .ServerStreaming("Stream", WatchResourceConsoleLogsRequest.Parser, (request, cancellationToken) => StreamAsync(request, cancellationToken))
            .ClientStreaming("Upload", UploadFileChunk.Parser, async (chunks, _) =>
            {
                var total = 0;
                await foreach (var chunk in chunks)
                {
                    total += chunk.Data.Length;
                }

                return new UploadFileResponse { FileId = $"{total}" };
            })
            .Duplex<ConsoleLogLine, ConsoleLogLine>("Echo", ConsoleLogLine.Parser, async (lines, writer, cancellationToken) =>
            {
                await foreach (var line in lines)
                {
                    await writer.WriteAsync(line, cancellationToken);
                }

                await writer.WriteAsync(new ConsoleLogLine { Text = "the client has finished" }, cancellationToken);
            });

        _server = await GrpcServer.StartAsync(new GrpcEndpoint(IPAddress.Loopback, 0, Https: false), methods, new ApiKeyCheck("x-key", ApiKey), NullLoggerFactory.Instance, TimeProvider.System, Cancellation);
        _client = new GrpcTestClient(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_unary_call_answers_one_message_and_status_0_in_the_trailers()
    {
        using var response = await CallAsync("Unary", new() { ResourceName = "api" });

        Assert.Equal(HttpStatusCode.OK, response.Http.StatusCode);
        Assert.Equal("application/grpc", response.Http.Content.Headers.ContentType!.MediaType);
        Assert.Equal("api", (await response.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.Text);
        Assert.Equal(("0", null), await response.EndAsync(Cancellation));
    }

    [Theory]
    [InlineData("refuse", "5", "No such thing: ä%")]
    [InlineData("fail", "13", "The AppHost failed to answer; its log has the details.")]
    public async Task A_failed_call_has_its_status_and_an_encoded_message_without_details(string name, string status, string message)
    {
        using var response = await CallAsync("Unary", new() { ResourceName = name });

        Assert.Equal((status, message), await response.EndAsync(Cancellation));
    }

    [Fact]
    public async Task A_call_without_the_key_or_with_a_wrong_one_is_unauthenticated()
    {
        var request = new WatchResourceConsoleLogsRequest { ResourceName = "api" };
        using var none = await _client.CallAsync("/test.Service/Unary", request, Cancellation);
        using var wrong = await _client.CallAsync("/test.Service/Unary", request, Cancellation, ("x-key", "guess"));

        Assert.Equal("16", (await none.EndAsync(Cancellation)).Status);
        Assert.Equal("16", (await wrong.EndAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task An_unknown_method_is_unimplemented()
    {
        using var response = await _client.CallAsync("/test.Service/Nothing", new ConsoleLogLine(), Cancellation, Key);

        Assert.Equal("12", (await response.EndAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Anything_but_grpc_is_an_unsupported_media_type()
    {
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.PostAsync(new Uri($"{_server.Address}/test.Service/Unary"), new StringContent("{}", new MediaTypeHeaderValue("application/json")), Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_stream_goes_on_after_the_client_has_closed_its_side()
    {
        using var response = await CallAsync("Stream", new() { ResourceName = "3" });

        for (var line = 1; line <= 3; line++)
        {
            Assert.Equal(line, (await response.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.LineNumber);
        }

        Assert.Equal("0", (await response.EndAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_the_stream()
    {
        var response = await CallAsync("Stream", new() { ResourceName = "endless" });
        Assert.NotNull(await response.ReadAsync(ConsoleLogLine.Parser, Cancellation));

        response.Dispose();

        await _cancelled.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_with_status_4()
    {
        using var response = await _client.CallAsync("/test.Service/Unary", new WatchResourceConsoleLogsRequest { ResourceName = "hang" }, Cancellation, Key, ("grpc-timeout", "20m"));

        Assert.Equal("4", (await response.EndAsync(Cancellation)).Status);
        await _cancelled.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Both_sides_of_a_duplex_call_speak_in_turn_and_the_server_has_the_last_word()
    {
        var content = new OpenContent();
        using var response = await _client.CallAsync("/test.Service/Echo", content, Cancellation, Key);
        foreach (var text in new[] { "one", "two" })
        {
            await content.WriteAsync(GrpcTestClient.Frame(new ConsoleLogLine { Text = text }), Cancellation);
            Assert.Equal(text, (await response.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.Text);
        }

        content.Complete();

        Assert.Equal("the client has finished", (await response.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.Text);
        Assert.Equal("0", (await response.EndAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Messages_that_arrive_in_pieces_and_larger_than_the_window_are_put_together()
    {
        var content = new OpenContent();
        var call = _client.CallAsync("/test.Service/Upload", content, Cancellation, Key);
        var frame = GrpcTestClient.Frame(new UploadFileChunk { Data = Google.Protobuf.ByteString.CopyFrom(new byte[1_500_000]) });
        await content.WriteAsync(frame[..3], Cancellation);
        await content.WriteAsync(frame[3..7], Cancellation);
        await content.WriteAsync(frame[7..], Cancellation);
        await content.WriteAsync([.. frame, .. frame], Cancellation);
        content.Complete();

        using var response = await call;
        Assert.Equal("4500000", (await response.ReadAsync(UploadFileResponse.Parser, Cancellation))!.FileId);
        Assert.Equal("0", (await response.EndAsync(Cancellation)).Status);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0x40, 0, 1 }, "8")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "12")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "13")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0xFF, 0xFF }, "13")]
    [InlineData(new byte[] { }, "13")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "13")]
    public async Task A_request_that_is_too_large_compressed_cut_off_garbled_empty_or_doubled_is_refused(byte[] body, string status)
    {
        using var response = await _client.CallAsync("/test.Service/Unary", new ByteArrayContent(body), Cancellation, Key);

        Assert.Equal(status, (await response.EndAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Stopping_ends_open_streams_as_unavailable_and_does_not_wait_for_clients()
    {
        using var response = await CallAsync("Stream", new() { ResourceName = "endless" });
        Assert.NotNull(await response.ReadAsync(ConsoleLogLine.Parser, Cancellation));

        var end = response.EndAsync(Cancellation);
        await _server.StopAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        Assert.Equal("14", (await end).Status);
    }

    [Fact]
    public async Task Many_streams_run_side_by_side_on_one_connection()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _client.CallAsync("/test.Service/Stream", new WatchResourceConsoleLogsRequest { ResourceName = "endless" }, Cancellation, Key)));
        foreach (var stream in streams)
        {
            Assert.Equal(1, (await stream.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.LineNumber);
        }

        using var call = await _client.CallAsync("/test.Service/Unary", new WatchResourceConsoleLogsRequest { ResourceName = "still here" }, Cancellation, Key);
        Assert.Equal("still here", (await call.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.Text);
        Assert.All(streams, stream => stream.Dispose());
    }

    [Fact]
    public async Task A_client_that_reads_slowly_gets_everything_and_holds_up_nobody()
    {
        const int Lines = 200_000;
        using var slow = await _client.CallAsync("/test.Service/Stream", new WatchResourceConsoleLogsRequest { ResourceName = $"{Lines}" }, Cancellation, Key);

        // Its window is full by now, as nothing of it has been read.
        using var call = await _client.CallAsync("/test.Service/Unary", new WatchResourceConsoleLogsRequest { ResourceName = "quick" }, Cancellation, Key);
        Assert.Equal("quick", (await call.ReadAsync(ConsoleLogLine.Parser, Cancellation))!.Text);
        var last = 0;
        while (await slow.ReadAsync(ConsoleLogLine.Parser, Cancellation) is { } line)
        {
            last = line.LineNumber;
        }

        Assert.Equal(Lines, last);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_as_such()
    {
        var port = new Uri(_server.Address).Port;

        await Assert.ThrowsAsync<GrpcPortInUseException>(() => GrpcServer.StartAsync(
            new GrpcEndpoint(IPAddress.Loopback, port, Https: false), new GrpcMethods("test.Other"), new ApiKeyCheck("x-key", expectedKey: null), NullLoggerFactory.Instance, TimeProvider.System, Cancellation));
    }

    private Task<GrpcTestResponse> CallAsync(string method, WatchResourceConsoleLogsRequest request)
        => _client.CallAsync($"/test.Service/{method}", request, Cancellation, Key);

    private async Task<ConsoleLogLine> HangAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => _cancelled.TrySetResult());
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return new();
    }

    private async IAsyncEnumerable<ConsoleLogLine> StreamAsync(WatchResourceConsoleLogsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = int.TryParse(request.ResourceName, out var count) ? count : 1;
        for (var line = 1; line <= last; line++)
        {
            yield return new ConsoleLogLine { LineNumber = line };
        }

        if (request.ResourceName == "endless")
        {
            await HangAsync(cancellationToken);
        }
    }
}
