using System.Net;
using System.Net.WebSockets;

namespace Sage.Api.Market.Feeds;

/// <summary>Opens websockets to exchanges; tests script them.</summary>
internal interface IFeedSocketFactory
{
    /// <exception cref="FeedConnectException">There is no websocket at that address.</exception>
    Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>No websocket: the exchange's HTTP status, when it answered at all.</summary>
internal sealed class FeedConnectException(string message, HttpStatusCode? status, Exception? inner = null) : Exception(message, inner)
{
    public DisconnectReason Reason { get; } = (int?)status switch
    {
        403 or 451 => DisconnectReason.Restricted,
        418 or 429 => DisconnectReason.RateLimited,
        >= 500 => DisconnectReason.ServerError,
        _ => DisconnectReason.ConnectFailed,
    };
}

internal sealed class FeedSocketFactory : IFeedSocketFactory
{
    public async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch (WebSocketException exception)
        {
            var status = socket.HttpStatusCode == default ? (HttpStatusCode?)null : socket.HttpStatusCode;
            socket.Dispose();
            throw new FeedConnectException(exception.InnerException?.Message ?? exception.Message, status, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
