using Sage.Api.Market.Http;

namespace Sage.Api.Market;

/// <summary>/api/market</summary>
internal static class MarketEndpoints
{
    private static readonly string[] Head = [HttpMethods.Head];

    public static void MapMarket(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var market = routes.MapGroup("/api/market").WithTags("Market");
        var prices = services.GetRequiredService<PriceEndpoints>();

        market.MapGetAndHead("/prices", prices.GetMany)
            .WithName("GetPrices").WithSummary("The latest prices, of all symbols or of those named.");
        market.MapGetAndHead("/prices/{symbol}", prices.GetOne)
            .WithName("GetPrice").WithSummary("The latest price of one symbol.").ProducesProblem(StatusCodes.Status404NotFound);
        market.MapGetAndHead("/candles/{symbol}", services.GetRequiredService<CandleEndpoint>().GetAsync)
            .WithName("GetCandles").WithSummary("Candles of one symbol, oldest first.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        market.MapGetAndHead("/fear-greed", services.GetRequiredService<FearGreedEndpoint>().GetAsync)
            .WithName("GetFearGreed").WithSummary("The fear and greed index with its history.").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        market.MapGetAndHead("/symbols", services.GetRequiredService<SymbolsEndpoint>().GetAsync)
            .WithName("GetSymbols").WithSummary("The symbols served here.");
        market.MapGetAndHead("/status", services.GetRequiredService<StatusEndpoint>().Get)
            .WithName("GetMarketStatus").WithSummary("How this process gets its prices.");
        market.MapGet("/stream", services.GetRequiredService<StreamEndpoint>().Get)
            .WithName("StreamPrices").WithSummary("Server-sent events: a snapshot, then the prices that change.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    // HEAD is not described: it is GET without the body.
    private static RouteHandlerBuilder MapGetAndHead(this IEndpointRouteBuilder routes, string pattern, Delegate handler)
    {
        routes.MapMethods(pattern, Head, handler).ExcludeFromDescription();
        return routes.MapGet(pattern, handler);
    }
}
