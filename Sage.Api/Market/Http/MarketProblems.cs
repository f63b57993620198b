using Microsoft.AspNetCore.Http.HttpResults;

namespace Sage.Api.Market.Http;

/// <summary>The problem details that more than one endpoint answers with.</summary>
internal static class MarketProblems
{
    private const string RetrySeconds = "5";

    public static ProblemHttpResult UnknownSymbol(string symbol) =>
        TypedResults.Problem($"'{SymbolsQuery.Shown(symbol)}' is not one of the symbols here; GET /api/market/symbols lists them.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Unavailable(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
