using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sage.Api.Caching;
using Sage.Api.Limits;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Lease;
using Sage.Api.Market.Models;
using Sage.Api.Market.Streaming;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/status</summary>
internal sealed class StatusEndpoint(FeedStatuses feeds, TickQueue ticks, PendingCandles candles, StreamClients clients, ClientLimits limits, CacheMetrics cache, LeaseStatus lease, IOptions<MarketOptions> options)
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
            Lease = Lease(),
            Feeds = [.. FeedSources.All.Select(Feed)],
            TicksQueued = ticks.Length,
            TicksDropped = ticks.Dropped,
            CandlesPending = candles.Count,
            CandlesDropped = candles.Dropped,
            StreamClients = clients.Count,
            Cache = new CacheStatusResponse(cache.Hits, cache.Misses, cache.StaleServed),
        });
    }

    private LeaseStatusResponse Lease()
    {
        var current = lease.Current;
        return new LeaseStatusResponse { Held = current.Held, Holder = current.Holder, Token = current.Token, Since = current.Since, Problem = current.Problem };
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
            LagMs = feed.LagMilliseconds,
            FramesAccepted = feed.Accepted,
            FramesMalformed = feed.Malformed,
            Disconnects = feed.Disconnects,
            LastDisconnect = current.LastDisconnect,
        };
    }
}
