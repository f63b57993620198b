namespace Sage.Api.Market.Feeds;

/// <summary>What became of a frame.</summary>
internal enum FrameOutcome
{
    Accepted,

    /// <summary>Well-formed, but nothing we use: an answer to a command, another event, a symbol that is not configured.</summary>
    Ignored,

    Malformed,

    /// <summary>Well-formed, but its time is far from ours: taken over it would block every true price after it.</summary>
    Implausible,

    /// <summary>The exchange is about to close the connection.</summary>
    Shutdown,
}
