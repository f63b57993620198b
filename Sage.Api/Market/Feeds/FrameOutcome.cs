namespace Sage.Api.Market.Feeds;

/// <summary>What became of a frame.</summary>
internal enum FrameOutcome
{
    /// <summary>A trade or a ticker.</summary>
    Accepted,

    /// <summary>A minute.</summary>
    AcceptedKline,

    /// <summary>Well-formed, but nothing we use: another event, a symbol that is not configured.</summary>
    Ignored,

    /// <summary>The answer to a command of ours.</summary>
    Reply,

    Malformed,

    /// <summary>Well-formed, but its time is far from ours: taken over it would block every true price after it.</summary>
    Implausible,

    /// <summary>The exchange is about to close the connection.</summary>
    Shutdown,
}
