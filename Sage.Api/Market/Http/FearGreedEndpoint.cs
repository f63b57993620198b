using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Api.Limits;
using Sage.Api.Market.FearGreed;
using Sage.Api.Market.Models;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/fear-greed</summary>
internal sealed class FearGreedEndpoint(FearGreedIndex index, ClientLimits limits)
{
    private const int DefaultLimit = 30;
    private const int MostDays = 365;

    // The index changes once a day.
    private const string Fresh = "public, max-age=300";
    private const string Stale = "no-cache";

    public async Task<Results<JsonBytes<FearGreedResponse>, ValidationProblem, ProblemHttpResult, TooManyRequests>> GetAsync(
        [Description("How many days of history, from 1 to 365; 30 when left out.")] string? limit,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (limits.Refuse(context, RequestCost.Query) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        var days = DefaultLimit;
        if (limit is not null && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is >= 1 and <= MostDays))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["limit"] = [$"The limit must be a number from 1 to {MostDays}."] });
        }

        return await index.ReadAsync(cancellationToken) is { } history
            ? JsonBody.Of(FearGreedResponse.From(history, days), MarketJson.Default.FearGreedResponse, history.Stale ? Stale : Fresh)
            : MarketProblems.Unavailable(context, "The fear and greed index cannot be read at the moment.");
    }
}
