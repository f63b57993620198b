using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sage.Api.Limits;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Models;
using Sage.Api.Market.Streaming;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/status</summary>
internal sealed class StatusEndpoint(FeedStatuses feeds, TickQueue ticks, CandleBuffer candles, StreamClients clients, ClientLimits limits, IOptions<MarketOptions> options)
{
    public Results<Ok<MarketStatusResponse>, TooManyRequests> Get(HttpContext context)
    {
        if (limits.Refuse(context, RequestCost.Memory) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new MarketStatusResponse
        {
            Simulated = options.Value.Simulated,
            ActiveSource = feeds.Active,
            Lease = new LeaseStatusResponse { Held = false, Holder = null, Token = null, Since = null },
            Feeds = [.. FeedSources.All.Select(Feed)],
            TicksQueued = ticks.Length,
            TicksDropped = ticks.Dropped,
            CandlesPending = candles.Count,
            CandlesDropped = candles.Dropped,
            StreamClients = clients.Count,
            Cache = new CacheStatusResponse(0, 0, 0),
        });
    }

    private FeedStatusResponse Feed(FeedSource source)
    {
        var feed = feeds[source];
        var current = feed.Current;
        return new FeedStatusResponse
        {
            Source = source,
            State = current.State,
            Active = feeds.Active == source,
            Since = current.Since,
            LastFrameAt = feed.LastFrameAt,
            LagMs = null,
            FramesAccepted = feed.Accepted,
            FramesMalformed = feed.Malformed,
            Disconnects = feed.Disconnects,
            LastDisconnect = current.LastDisconnect,
        };
    }
}
