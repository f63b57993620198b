namespace Sage.Api.Market.Feeds.Selection;

/// <summary>Why a well-formed tick is not used.</summary>
internal enum TickRefusal : byte
{
    None,

    /// <summary>A trade that has been seen, or one older than that.</summary>
    Repeated,

    /// <summary>A ticker older than the last one.</summary>
    Late,

    /// <summary>Far from the last price, and nothing confirms it yet.</summary>
    Jump,
}
