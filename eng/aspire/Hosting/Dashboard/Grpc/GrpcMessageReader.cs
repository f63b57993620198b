using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Reads the length-prefixed messages of a request: one flag byte, four bytes of big-endian length, the message.</summary>
internal sealed class GrpcMessageReader<T>(PipeReader pipe, MessageParser<T> parser)
    where T : IMessage<T>
{
    /// <summary>What gRPC servers accept by default.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    internal const int HeaderBytes = 5;

    /// <summary>The next message, or null when the client has closed its side.</summary>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryTake(ref buffer, out var message))
            {
                pipe.AdvanceTo(buffer.Start);
                return message;
            }

            if (result.IsCompleted)
            {
                var truncated = !buffer.IsEmpty;
                pipe.AdvanceTo(buffer.End);
                return truncated ? throw new GrpcException(GrpcStatusCode.Internal, "The request ended in the middle of a message.") : default;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public async Task<T> ReadSingleAsync(CancellationToken cancellationToken)
    {
        var message = await ReadAsync(cancellationToken)
            ?? throw new GrpcException(GrpcStatusCode.Internal, "The request has no message.");
        return await ReadAsync(cancellationToken) is null
            ? message
            : throw new GrpcException(GrpcStatusCode.Internal, "The request has more than one message.");
    }

    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { } message)
        {
            yield return message;
        }
    }

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out T? message)
    {
        message = default;
        if (buffer.Length < HeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        buffer.Slice(0, HeaderBytes).CopyTo(header);
        if (header[0] != 0)
        {
            throw new GrpcException(GrpcStatusCode.Unimplemented, "Compressed messages are not supported.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > MaxMessageBytes)
        {
            throw new GrpcException(GrpcStatusCode.ResourceExhausted, $"A message of {length} bytes is over the limit of {MaxMessageBytes} bytes.");
        }

        if (buffer.Length < HeaderBytes + length)
        {
            return false;
        }

        var body = buffer.Slice(HeaderBytes, length);
        try
        {
            message = parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GrpcException("The request is not a message of the expected type.", exception);
        }

        buffer = buffer.Slice(body.End);
        return true;
    }
}
