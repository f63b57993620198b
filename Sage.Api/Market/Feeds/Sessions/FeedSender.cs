using System.Net.WebSockets;

namespace Sage.Api.Market.Feeds.Sessions;

/// <summary>Commands to an exchange, one after the other and never faster than it allows: it ends connections that say too much.</summary>
internal sealed class FeedSender(WebSocket socket, TimeSpan pause, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private long? _last;

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && pause - time.GetElapsedTime(last) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            _last = time.GetTimestamp();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
