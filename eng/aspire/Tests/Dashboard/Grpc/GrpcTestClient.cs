using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Aspire.Hosting.Tests.Dashboard.Grpc;

/// <summary>Speaks gRPC byte by byte, so that tests see what is on the wire.</summary>
internal sealed class GrpcTestClient(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    public static byte[] Frame(byte[] body, byte flags = 0)
    {
        var frame = new byte[5 + body.Length];
        frame[0] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, 5);
        return frame;
    }

    public async Task<GrpcTestResponse> CallAsync(string path, HttpContent content, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return new GrpcTestResponse(await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
    }

    public Task<GrpcTestResponse> CallAsync(string path, IMessage message, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
        => CallAsync(path, new ByteArrayContent(Frame(message)), cancellationToken, headers);

    public void Dispose() => _http.Dispose();
}

internal sealed class GrpcTestResponse(HttpResponseMessage response) : IDisposable
{
    private Stream? _body;

    public HttpResponseMessage Http => response;

    /// <summary>The next message, or null at the end; only then are the trailers there.</summary>
    public async Task<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        _body ??= await response.Content.ReadAsStreamAsync(cancellationToken);
        var header = new byte[5];
        if (await _body.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) < header.Length)
        {
            return default;
        }

        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1))];
        await _body.ReadExactlyAsync(body, cancellationToken);
        return parser.ParseFrom(body);
    }

    public async Task<(string Status, string? Message)> EndAsync(CancellationToken cancellationToken)
    {
        _body ??= await response.Content.ReadAsStreamAsync(cancellationToken);
        await _body.CopyToAsync(Stream.Null, cancellationToken);
        return (Trailer("grpc-status") ?? "none", Trailer("grpc-message") is { } message ? Uri.UnescapeDataString(message) : null);
    }

    public void Dispose() => response.Dispose();

    private string? Trailer(string name) => response.TrailingHeaders.TryGetValues(name, out var values) ? values.Single() : null;
}

/// <summary>A request body that the test writes while the call runs.</summary>
internal sealed class OpenContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var stream = await _stream.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    public void Complete() => _completed.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync();
        _stream.TrySetResult(stream);
        await _completed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
