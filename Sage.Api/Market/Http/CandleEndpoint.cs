using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sage.Api.Limits;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Models;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/candles/{symbol}</summary>
internal sealed class CandleEndpoint(CandleQueries candles, MarketSymbols known, ClientLimits limits, TimeProvider time)
{
    private const string MayChange = "no-cache";
    private const string Immutable = "public, max-age=86400, immutable";

    public async Task<Results<JsonBytes<CandleResponse[]>, ValidationProblem, ProblemHttpResult, TooManyRequests>> GetAsync(
        [Description("One of GET /api/market/symbols; capitals or not.")] string symbol,
        [Description("1m (the default), 5m, 15m, 1h, 4h or 1d.")] string? interval,
        [Description("ISO 8601; the first candle is the one that opens then or next. Without it: the newest ones before `to`.")] string? from,
        [Description("ISO 8601, exclusive; now when left out.")] string? to,
        [Description("From 1 to 1000; 500 when left out.")] string? limit,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (limits.Refuse(context, RequestCost.Query) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        if (!known.TryGetIndex(symbol, out var index))
        {
            return MarketProblems.UnknownSymbol(symbol);
        }

        if (CandleQuery.TryParse(interval, from, to, limit, out var errors) is not { } query)
        {
            return TypedResults.ValidationProblem(errors);
        }

        try
        {
            var length = query.Interval.Length();
            var end = query.To ?? time.GetUtcNow() + length;
            if (query.From >= end)
            {
                // A range that has not begun.
                return JsonBody.Of([], MarketJson.Default.CandleResponseArray, MayChange);
            }

            var rows = await candles.ReadAsync(known.Names[index], query.Interval, query.From, end, query.Limit, cancellationToken);
            return JsonBody.Of([.. rows.Select(CandleResponse.From)], MarketJson.Default.CandleResponseArray, IsSettled(query, rows) ? Immutable : MayChange);
        }
        catch (Exception exception) when (exception is NpgsqlException { IsTransient: true } or NpgsqlException and not PostgresException or TimeoutException)
        {
            return MarketProblems.Unavailable(context, "Candles cannot be read at the moment; prices still can.");
        }
    }

    /// <summary>
    /// A range named from both ends, without a gap that may be filled later, and nothing in it that may still be corrected:
    /// the answer can be kept.
    /// </summary>
    internal static bool IsSettled(CandleQuery query, IReadOnlyList<CandleRow> rows)
    {
        if (query is not { From: { } from, To: { } to } || rows.Count == 0 || rows.Any(row => !row.Final))
        {
            return false;
        }

        var length = query.Interval.Length();
        var first = Ceiling(from, length);
        var wanted = Math.Min(query.Limit, (Ceiling(to, length) - first) / length);
        return rows.Count == wanted && rows[0].OpenTime == first.UtcDateTime && rows[^1].OpenTime == (first + length * (wanted - 1)).UtcDateTime;
    }

    private static DateTimeOffset Ceiling(DateTimeOffset time, TimeSpan length) =>
        new(time.UtcTicks + (length.Ticks - time.UtcTicks % length.Ticks) % length.Ticks, TimeSpan.Zero);
}
