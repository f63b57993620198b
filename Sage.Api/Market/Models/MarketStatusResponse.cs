using System.ComponentModel;
using Sage.Api.Market.Feeds;

namespace Sage.Api.Market.Models;

/// <summary>How the market slice of this process is doing.</summary>
internal sealed record MarketStatusResponse
{
    public required bool Simulated { get; init; }

    [Description("Where this process takes its prices from; null when it reads no source itself.")]
    public required FeedSource? ActiveSource { get; init; }

    public required LeaseStatusResponse Lease { get; init; }

    public required IReadOnlyList<FeedStatusResponse> Feeds { get; init; }

    public required long TicksQueued { get; init; }

    public required long TicksDropped { get; init; }

    public required int CandlesPending { get; init; }

    public required long CandlesDropped { get; init; }

    public required int StreamClients { get; init; }

    public required CacheStatusResponse Cache { get; init; }
}

/// <summary>Who reads the exchanges for all: one process holds the lease.</summary>
internal sealed record LeaseStatusResponse
{
    [Description("By this process.")]
    public required bool Held { get; init; }

    public required string? Holder { get; init; }

    public required long? Token { get; init; }

    public required DateTimeOffset? Since { get; init; }

    [Description("Why the lease cannot be taken or renewed; null when all is well.")]
    public required string? Problem { get; init; }
}

/// <summary>One source, as this process sees it.</summary>
internal sealed record FeedStatusResponse
{
    public required FeedSource Source { get; init; }

    public required FeedState State { get; init; }

    [Description("The prices are taken from it.")]
    public required bool Active { get; init; }

    public required DateTimeOffset? Since { get; init; }

    public required DateTimeOffset? LastFrameAt { get; init; }

    [Description("From the exchange's time of its newest price to its arrival here.")]
    public required long? LagMs { get; init; }

    public required long FramesAccepted { get; init; }

    public required long FramesMalformed { get; init; }

    public required long Disconnects { get; init; }

    public required string? LastDisconnect { get; init; }
}

/// <summary>What the cache has answered since the process began.</summary>
internal sealed record CacheStatusResponse(long Hits, long Misses, long StaleServed);
