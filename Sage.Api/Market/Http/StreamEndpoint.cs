using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sage.Api.Limits;
using Sage.Api.Market.Streaming;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/stream</summary>
internal sealed class StreamEndpoint(PriceStream stream, StreamClients clients, MarketSymbols known, ClientLimits limits)
{
    public Results<EventStream, ValidationProblem, ProblemHttpResult, TooManyRequests> Get(
        [Description("Symbols separated by commas, such as BTCUSDT,ETHUSDT; all when left out.")] string? symbols,
        [Description("The id of the last event read; goes on from there when this process still knows it. For clients that cannot send the header Last-Event-ID, which counts first.")] string? lastEventId,
        [FromHeader(Name = "Last-Event-ID"), Description("As EventSource sends it when it reconnects.")] string? lastEventIdHeader,
        HttpContext context)
    {
        if (limits.Refuse(context, RequestCost.Memory) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        if (SymbolsQuery.TryParse(symbols, known, out var wanted) is { } problem)
        {
            return problem;
        }

        var client = ClientAddress.Of(context);
        switch (clients.TryEnter(client))
        {
            case StreamEntry.ClientFull:
                limits.Refused("stream");
                return TooManyRequests.Streams();
            case StreamEntry.ServerFull:
                return MarketProblems.Unavailable(context, "As many streams are open as this server takes.");
            default:
                return new EventStream(stream, clients, client, wanted, lastEventIdHeader ?? lastEventId);
        }
    }
}

/// <summary>200 and events for as long as both ends want; the caller has entered the client.</summary>
internal sealed class EventStream(PriceStream stream, StreamClients clients, ClientAddress client, SymbolSet symbols, string? lastEventId) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/event-stream"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await stream.ServeAsync(httpContext, symbols, lastEventId);
        }
        finally
        {
            clients.Leave(client);
        }
    }
}
