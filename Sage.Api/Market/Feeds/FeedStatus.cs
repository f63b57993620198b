using System.Text.Json.Serialization;

namespace Sage.Api.Market.Feeds;

[JsonConverter(typeof(JsonStringEnumConverter<FeedState>))]
internal enum FeedState
{
    /// <summary>This process does not read the exchange.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    [JsonStringEnumMemberName("connecting")]
    Connecting,

    [JsonStringEnumMemberName("live")]
    Live,

    /// <summary>Connected, but nothing has come for too long.</summary>
    [JsonStringEnumMemberName("silent")]
    Silent,

    /// <summary>Refused in this region.</summary>
    [JsonStringEnumMemberName("restricted")]
    Restricted,

    /// <summary>Between two tries.</summary>
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

/// <summary>A status per source, and which one the prices are taken from.</summary>
internal sealed class FeedStatuses(TimeProvider time)
{
    private const int None = -1;

    private readonly FeedStatus[] _statuses = [.. FeedSources.All.Select(_ => new FeedStatus(time))];
    private int _active = None;

    public FeedStatus this[FeedSource source] => _statuses[(int)source];

    /// <summary>Null: this process reads no source itself.</summary>
    public FeedSource? Active
    {
        get => Volatile.Read(ref _active) is not None and var source ? (FeedSource)source : null;
        set => Volatile.Write(ref _active, value is { } source ? (int)source : None);
    }
}

/// <summary>What the feed last did; written by the feed alone, read by anyone.</summary>
internal sealed class FeedStatus(TimeProvider time)
{
    private Snapshot _current = new(FeedState.Off, null, null);
    private long _lastFrameAt;
    private long _accepted;
    private long _malformed;
    private long _disconnects;

    public Snapshot Current => Volatile.Read(ref _current);

    public DateTimeOffset? LastFrameAt => Interlocked.Read(ref _lastFrameAt) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Malformed => Interlocked.Read(ref _malformed);

    public long Disconnects => Interlocked.Read(ref _disconnects);

    public void Enter(FeedState state) => Volatile.Write(ref _current, Current with { State = state, Since = time.GetUtcNow() });

    public void Left(Disconnect disconnect)
    {
        Volatile.Write(ref _current, new Snapshot(FeedState.Waiting, time.GetUtcNow(), $"{disconnect.Reason}: {disconnect.Detail}"));
        Interlocked.Increment(ref _disconnects);
    }

    public void Frame(FrameOutcome outcome, long receivedAt)
    {
        Interlocked.Exchange(ref _lastFrameAt, receivedAt);
        if (outcome == FrameOutcome.Accepted)
        {
            Interlocked.Increment(ref _accepted);
        }
        else if (outcome is FrameOutcome.Malformed or FrameOutcome.Implausible)
        {
            Interlocked.Increment(ref _malformed);
        }
    }

    internal sealed record Snapshot(FeedState State, DateTimeOffset? Since, string? LastDisconnect);
}
