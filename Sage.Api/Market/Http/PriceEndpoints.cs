using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Api.Limits;
using Sage.Api.Market.Models;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/prices and /api/market/prices/{symbol}</summary>
internal sealed class PriceEndpoints(PriceBoard board, PriceSnapshots snapshots, MarketSymbols known, ClientLimits limits)
{
    public Results<JsonBytes<PriceResponse[]>, ValidationProblem, TooManyRequests> GetMany(
        [Description("Symbols separated by commas, such as BTCUSDT,ETHUSDT; all when left out.")] string? symbols,
        HttpContext context)
    {
        if (limits.Refuse(context, RequestCost.Memory) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        if (symbols is null)
        {
            return snapshots.All().Result;
        }

        return SymbolsQuery.TryParse(symbols, known, out var wanted) is { } problem ? problem : snapshots.Some(wanted);
    }

    public Results<JsonBytes<PriceResponse>, ProblemHttpResult, TooManyRequests> GetOne(
        [Description("One of GET /api/market/symbols; capitals or not.")] string symbol,
        HttpContext context)
    {
        if (limits.Refuse(context, RequestCost.Memory) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        if (!known.TryGetIndex(symbol, out var index))
        {
            return MarketProblems.UnknownSymbol(symbol);
        }

        return board.Get(index) is { } entry
            ? snapshots.One(entry)
            : TypedResults.Problem($"No price of {known.Names[index]} has arrived yet.", statusCode: StatusCodes.Status404NotFound);
    }
}
