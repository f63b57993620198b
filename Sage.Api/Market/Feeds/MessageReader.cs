using System.Net.WebSockets;

namespace Sage.Api.Market.Feeds;

/// <summary>A whole message of a websocket. Its bytes are valid until the next one is read.</summary>
internal readonly record struct SocketMessage(ReadOnlyMemory<byte> Bytes, bool IsClose, bool TooLong);

/// <summary>Puts messages together from their fragments in one buffer, which grows to a bound; longer messages are read to their end and reported.</summary>
internal sealed class MessageReader(WebSocket socket)
{
    private const int FirstSize = 8 * 1024;
    private const int LargestSize = 256 * 1024;

    private byte[] _buffer = new byte[FirstSize];

    public async ValueTask<SocketMessage> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        var tooLong = false;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return new SocketMessage(default, IsClose: true, TooLong: false);
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return new SocketMessage(tooLong ? default : _buffer.AsMemory(0, length), IsClose: false, tooLong);
            }

            if (length < _buffer.Length)
            {
                continue;
            }

            if (_buffer.Length < LargestSize)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            else
            {
                (tooLong, length) = (true, 0);
            }
        }
    }
}
