using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Aspire.Hosting.Cli.JsonRpc;

/// <summary>The bytes of the peer are not what the protocol allows; the connection cannot be read on.</summary>
internal sealed class JsonRpcFramingException : Exception
{
    public JsonRpcFramingException()
    {
    }

    public JsonRpcFramingException(string message) : base(message)
    {
    }

    public JsonRpcFramingException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>
/// Reads messages that follow a block of headers: lines "Name: value", an empty line, and as many bytes as Content-Length says.
/// </summary>
internal static class JsonRpcFraming
{
    public const int MaxHeaderBytes = 4 * 1024;
    public const int MaxMessageBytes = 16 * 1024 * 1024;

    private const string LengthHeader = "Content-Length";
    private static ReadOnlySpan<byte> EndOfHeaders => "\r\n\r\n"u8;

    /// <summary>The next message, copied out of the pipe, or null at the end of the stream.</summary>
    public static async ValueTask<byte[]?> ReadAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        int? bodyBytes = null;
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (bodyBytes is null && TryTakeHeaders(ref buffer, out var length))
            {
                bodyBytes = length;
            }

            if (bodyBytes is { } count && buffer.Length >= count)
            {
                var body = buffer.Slice(0, count).ToArray();
                pipe.AdvanceTo(buffer.GetPosition(count));
                return body;
            }

            if (result.IsCompleted)
            {
                var truncated = bodyBytes is not null || !buffer.IsEmpty;
                pipe.AdvanceTo(buffer.End);
                return truncated ? throw new JsonRpcFramingException("The stream ended in the middle of a message.") : null;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public static void Write(PipeWriter pipe, ReadOnlySpan<byte> body)
    {
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{LengthHeader}: {body.Length}\r\n\r\n"), pipe);
        pipe.Write(body);
    }

    private static bool TryTakeHeaders(ref ReadOnlySequence<byte> buffer, out int bodyBytes)
    {
        bodyBytes = 0;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> headers, EndOfHeaders))
        {
            return buffer.Length > MaxHeaderBytes ? throw new JsonRpcFramingException($"The headers are longer than {MaxHeaderBytes} bytes.") : false;
        }

        if (headers.Length > MaxHeaderBytes)
        {
            throw new JsonRpcFramingException($"The headers are longer than {MaxHeaderBytes} bytes.");
        }

        bodyBytes = ContentLength(Encoding.ASCII.GetString(headers));
        buffer = buffer.Slice(reader.Position);
        return true;
    }

    private static int ContentLength(string headers)
    {
        foreach (var line in headers.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw new JsonRpcFramingException("A header line has no colon.");
            }

            if (!line.AsSpan(0, colon).Trim().Equals(LengthHeader, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!int.TryParse(line.AsSpan(colon + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                throw new JsonRpcFramingException($"{LengthHeader} is not a number.");
            }

            return length <= MaxMessageBytes
                ? length
                : throw new JsonRpcFramingException($"A message of {length} bytes is over the limit of {MaxMessageBytes} bytes.");
        }

        throw new JsonRpcFramingException($"The headers have no {LengthHeader}.");
    }
}
