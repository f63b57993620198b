using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting.Cli.JsonRpc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Cli.JsonRpc;

/// <summary>The other end of a connection, message by message.</summary>
internal sealed class JsonRpcTestPeer : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _fromServer = new();
    private readonly JsonRpcConnection _connection;

    public JsonRpcTestPeer(JsonRpcMethods methods, CancellationToken cancellationToken, ILogger? logger = null)
    {
        _connection = new JsonRpcConnection(new DuplexStream(_toServer.Reader, _fromServer.Writer), methods, logger ?? NullLogger.Instance);
        Completion = _connection.RunAsync(cancellationToken);
    }

    public Task Completion { get; }

    public async Task SendAsync(string json, CancellationToken cancellationToken)
        => await SendRawAsync($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}", cancellationToken);

    public async Task SendRawAsync(string text, CancellationToken cancellationToken)
        => await _toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async Task<JsonObject> ReceiveAsync(CancellationToken cancellationToken)
        => JsonNode.Parse((await JsonRpcFraming.ReadAsync(_fromServer.Reader, cancellationToken))!)!.AsObject();

    public async Task<JsonObject> CallAsync(string json, CancellationToken cancellationToken)
    {
        await SendAsync(json, cancellationToken);
        return await ReceiveAsync(cancellationToken);
    }

    public async Task HangUpAsync() => await _toServer.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        await Completion;
        await _connection.DisposeAsync();
    }

    private sealed class DuplexStream(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _input = reader.AsStream();
        private readonly Stream _output = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => _output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _input.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _output.WriteAsync(buffer, cancellationToken);
    }
}
