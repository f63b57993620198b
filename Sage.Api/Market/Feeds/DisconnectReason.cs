namespace Sage.Api.Market.Feeds;

/// <summary>Why a connection to an exchange ended or did not come about.</summary>
internal enum DisconnectReason
{
    /// <summary>This process stops.</summary>
    Stopping,

    /// <summary>No connection, or no websocket, at that address.</summary>
    ConnectFailed,

    /// <summary>451 or 403: not served in this region.</summary>
    Restricted,

    /// <summary>429 or 418: too many connections or requests from this address.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>A close frame: after 24 hours, or because the server shuts down.</summary>
    ClosedByServer,

    /// <summary>The connection broke without a close frame.</summary>
    ConnectionLost,

    /// <summary>Open, but nothing came.</summary>
    Silence,
}

/// <summary>The end of a session with an exchange.</summary>
internal readonly record struct Disconnect(DisconnectReason Reason, string Detail, TimeSpan ConnectedFor);
