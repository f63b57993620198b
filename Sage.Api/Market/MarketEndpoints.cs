using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;
using Sage.Api.Market.Streaming;

namespace Sage.Api.Market;

internal static class MarketEndpoints
{
    private const int DefaultCandles = 500;
    private const int MostCandles = 1000;

    public static RouteGroupBuilder MapMarket(this IEndpointRouteBuilder routes)
    {
        var market = routes.MapGroup("/api/market").WithTags("Market");

        market.MapGet("/prices", GetPrices).WithSummary("The latest prices, of all symbols or of those named.");
        market.MapGet("/prices/{symbol}", GetPrice).WithSummary("The latest price of one symbol.");
        market.MapGet("/candles/{symbol}", GetCandlesAsync).WithSummary("The newest candles of one symbol, oldest first.").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        market.MapGet("/status", GetStatus).WithSummary("How this process gets its prices.");
        market.MapGet("/stream", GetStreamAsync).WithSummary("Server-sent events: a snapshot, then the prices that change.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        return market;
    }

    internal static Results<Ok<PriceResponse[]>, ValidationProblem> GetPrices(string? symbols, PriceBoard board, MarketSymbols known)
    {
        if (!SymbolsQuery.TryParse(symbols, known, out var wanted, out var problem))
        {
            return problem;
        }

        return TypedResults.Ok(wanted.Select(board.Get).OfType<PriceEntry>().Select(PriceResponse.From).ToArray());
    }

    internal static Results<Ok<PriceResponse>, ProblemHttpResult> GetPrice(string symbol, PriceBoard board, MarketSymbols known)
    {
        if (!known.TryGetIndex(symbol, out var index))
        {
            return TypedResults.Problem($"'{symbol}' is not one of the symbols here.", statusCode: StatusCodes.Status404NotFound);
        }

        return board.Get(index) is { } entry
            ? TypedResults.Ok(PriceResponse.From(entry))
            : TypedResults.Problem($"No price of {known.Names[index]} has arrived yet.", statusCode: StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Ok<CandleResponse[]>, ValidationProblem, ProblemHttpResult>> GetCandlesAsync(
        string symbol, string? interval, int? limit, CandleStore store, MarketSymbols known, HttpContext context, CancellationToken cancellationToken)
    {
        if (!known.TryGetIndex(symbol, out var index))
        {
            return TypedResults.Problem($"'{symbol}' is not one of the symbols here.", statusCode: StatusCodes.Status404NotFound);
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (interval is not (null or "1m"))
        {
            errors["interval"] = ["The interval must be 1m."];
        }

        if (limit is < 1 or > MostCandles)
        {
            errors["limit"] = [$"The limit must be from 1 to {MostCandles}."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        try
        {
            var rows = await store.LatestAsync(known.Names[index], limit ?? DefaultCandles, cancellationToken);
            return TypedResults.Ok(rows.Select(CandleResponse.From).ToArray());
        }
        catch (NpgsqlException exception) when (exception is not PostgresException || exception.IsTransient)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("Candles cannot be read at the moment; prices still can.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal static Ok<MarketStatusResponse> GetStatus(FeedStatuses feeds, TickQueue ticks, CandleBuffer candles, StreamClients clients)
    {
        var feed = feeds[FeedSource.Binance];
        var current = feed.Current;
        return TypedResults.Ok(new MarketStatusResponse
        {
            Feed = new FeedStatusResponse
            {
                Source = FeedSource.Binance.WireName(),
                State = current.State.ToString(),
                Since = current.Since,
                LastFrameAt = feed.LastFrameAt,
                FramesAccepted = feed.Accepted,
                FramesMalformed = feed.Malformed,
                Disconnects = feed.Disconnects,
                LastDisconnect = current.LastDisconnect,
            },
            TicksQueued = ticks.Length,
            TicksDropped = ticks.Dropped,
            CandlesPending = candles.Count,
            CandlesDropped = candles.Dropped,
            StreamClients = clients.Count,
        });
    }

    private static async Task GetStreamAsync(string? symbols, HttpContext context, PriceStream stream, StreamClients clients, MarketSymbols known)
    {
        if (!SymbolsQuery.TryParse(symbols, known, out var wanted, out var problem))
        {
            await problem.ExecuteAsync(context);
            return;
        }

        if (!clients.TryEnter())
        {
            context.Response.Headers.RetryAfter = "5";
            await TypedResults.Problem("As many streams are open as this server takes.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }

        await stream.ServeAsync(context, wanted.Select(index => known.Names[index]).ToHashSet(StringComparer.Ordinal));
    }
}
