using System.Text.Json.Serialization;

namespace Sage.Api.Market.Feeds;

[JsonConverter(typeof(JsonStringEnumConverter<FeedState>))]
internal enum FeedState
{
    /// <summary>This process does not read the source.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    [JsonStringEnumMemberName("connecting")]
    Connecting,

    [JsonStringEnumMemberName("live")]
    Live,

    /// <summary>Connected, but no price has come for too long.</summary>
    [JsonStringEnumMemberName("silent")]
    Silent,

    /// <summary>Refused in this region.</summary>
    [JsonStringEnumMemberName("restricted")]
    Restricted,

    /// <summary>Between two tries, or not needed now.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,
}

internal static class FeedStates
{
    /// <summary>As responses and heartbeats name it.</summary>
    public static string WireName(this FeedState state) => state switch
    {
        FeedState.Off => "off",
        FeedState.Connecting => "connecting",
        FeedState.Live => "live",
        FeedState.Silent => "silent",
        FeedState.Restricted => "restricted",
        FeedState.Waiting => "waiting",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
