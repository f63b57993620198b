using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Writes the messages of a response, each flushed at once. One writer at a time.</summary>
internal sealed class GrpcMessageWriter<T>(PipeWriter pipe)
    where T : IMessage<T>
{
    private const int HeaderBytes = 5;

    public async ValueTask WriteAsync(T message, CancellationToken cancellationToken)
    {
        var length = message.CalculateSize();
        var frame = pipe.GetMemory(HeaderBytes + length)[..(HeaderBytes + length)];
        frame.Span[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame.Span[1..], length);
        message.WriteTo(frame.Span[HeaderBytes..]);
        pipe.Advance(frame.Length);

        var result = await pipe.FlushAsync(cancellationToken);
        if (result.IsCompleted)
        {
            // Kestrel completes the pipe when the client is gone and swallows what is written after that.
            throw new OperationCanceledException("The client has closed the call.", cancellationToken);
        }
    }
}
