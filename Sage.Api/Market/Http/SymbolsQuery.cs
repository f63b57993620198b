using Microsoft.AspNetCore.Http.HttpResults;

namespace Sage.Api.Market.Http;

/// <summary>The query <c>?symbols=BTCUSDT,ETHUSDT</c>; without it, all. A symbol named twice counts once.</summary>
internal static class SymbolsQuery
{
    public const string Name = "symbols";

    private const int MostShown = 20;

    public static ValidationProblem? TryParse(string? query, MarketSymbols known, out SymbolSet wanted)
    {
        wanted = query is null ? SymbolSet.All(known) : default;
        if (query is null)
        {
            return null;
        }

        var named = 0;
        foreach (var range in query.AsSpan().Split(','))
        {
            if (++named > MarketSymbols.Most)
            {
                return Refuse($"At most {MarketSymbols.Most} symbols can be named.");
            }

            var name = query[range].Trim();
            if (!known.TryGetIndex(name, out var index))
            {
                return Refuse(name.Length == 0
                    ? "A symbol is empty; name symbols separated by commas, or leave the parameter out for all."
                    : $"'{Shown(name)}' is not one of the symbols here; GET /api/market/symbols lists them.");
            }

            wanted = wanted.With(index);
        }

        return null;
    }

    /// <summary>What was asked for is repeated in part only: it can be as long as a URL.</summary>
    public static string Shown(string name) => name.Length > MostShown ? name[..MostShown] + "…" : name;

    private static ValidationProblem Refuse(string reason) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [Name] = [reason] });
}
