using Sage.Api.Market.Http;
using Sage.Api.OpenApi;

namespace Sage.Api.Market;

/// <summary>/api/market. HEAD is GET without the body, and not described.</summary>
internal static class MarketEndpoints
{
    private static readonly string[] Head = [HttpMethods.Head];

    public static void MapMarket(this IEndpointRouteBuilder routes)
    {
        var market = routes.MapGroup("/api/market").WithTags("Market");
        market.MapPrices(routes.ServiceProvider.GetRequiredService<PriceEndpoints>());
        market.MapCandles(routes.ServiceProvider.GetRequiredService<CandleEndpoint>());
        market.MapFearGreed(routes.ServiceProvider.GetRequiredService<FearGreedEndpoint>());
        market.MapSymbols(routes.ServiceProvider.GetRequiredService<SymbolsEndpoint>());
        market.MapStatus(routes.ServiceProvider.GetRequiredService<StatusEndpoint>());
        market.MapStream(routes.ServiceProvider.GetRequiredService<StreamEndpoint>());
    }

    // Polled by every client that has no stream: short-circuited, they run right behind routing, without the middleware that
    // has nothing to do for an answer from memory. Errors are theirs to describe.
    private static void MapPrices(this RouteGroupBuilder market, PriceEndpoints prices)
    {
        market.MapMethods("/prices", Head, prices.GetMany).ShortCircuit().ExcludeFromDescription();
        market.MapGet("/prices", prices.GetMany).ShortCircuit()
            .WithName("GetPrices").WithExamples(MarketExamples.Prices).WithSummary("The latest prices, of all symbols or of those named.");
        market.MapMethods("/prices/{symbol}", Head, prices.GetOne).ShortCircuit().ExcludeFromDescription();
        market.MapGet("/prices/{symbol}", prices.GetOne).ShortCircuit()
            .WithName("GetPrice").WithExamples(MarketExamples.OnePrice).WithSummary("The latest price of one symbol.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapCandles(this RouteGroupBuilder market, CandleEndpoint candles)
    {
        market.MapMethods("/candles/{symbol}", Head, candles.GetAsync).ExcludeFromDescription();
        market.MapGet("/candles/{symbol}", candles.GetAsync)
            .WithName("GetCandles").WithExamples(MarketExamples.Candles).WithSummary("Candles of one symbol, oldest first.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static void MapFearGreed(this RouteGroupBuilder market, FearGreedEndpoint fearGreed)
    {
        market.MapMethods("/fear-greed", Head, fearGreed.GetAsync).ExcludeFromDescription();
        market.MapGet("/fear-greed", fearGreed.GetAsync)
            .WithName("GetFearGreed").WithExamples(MarketExamples.FearGreed).WithSummary("The fear and greed index with its history.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static void MapSymbols(this RouteGroupBuilder market, SymbolsEndpoint symbols)
    {
        market.MapMethods("/symbols", Head, symbols.GetAsync).ExcludeFromDescription();
        market.MapGet("/symbols", symbols.GetAsync).WithName("GetSymbols").WithExamples(MarketExamples.Symbols).WithSummary("The symbols served here.");
    }

    private static void MapStatus(this RouteGroupBuilder market, StatusEndpoint status)
    {
        market.MapMethods("/status", Head, status.Get).ExcludeFromDescription();
        market.MapGet("/status", status.Get).WithName("GetMarketStatus").WithExamples(MarketExamples.Status).WithSummary("How this process gets its prices.");
    }

    private static void MapStream(this RouteGroupBuilder market, StreamEndpoint stream) =>
        market.MapGet("/stream", stream.Get)
            .WithName("StreamPrices").WithExamples(MarketExamples.Stream).WithSummary("Server-sent events: a snapshot, then the prices that change.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
