using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sage.Api.Market;

/// <summary>The query <c>?symbols=BTCUSDT,ETHUSDT</c>; without it, all.</summary>
internal static class SymbolsQuery
{
    public static bool TryParse(string? query, MarketSymbols known, out IReadOnlyList<int> wanted, [NotNullWhen(false)] out ValidationProblem? problem)
    {
        problem = null;
        if (query is null)
        {
            wanted = [.. Enumerable.Range(0, known.Count)];
            return true;
        }

        var indexes = new List<int>();
        wanted = indexes;
        foreach (var range in query.AsSpan().Split(','))
        {
            var name = query[range].Trim();
            if (!known.TryGetIndex(name, out var index))
            {
                problem = Refuse(name);
                return false;
            }

            if (!indexes.Contains(index))
            {
                indexes.Add(index);
            }
        }

        return true;
    }

    // What was asked for is repeated in part only: a query can be as long as a URL.
    private static ValidationProblem Refuse(string name)
    {
        const int Longest = 20;
        var shown = name.Length > Longest ? name[..Longest] + "…" : name;
        return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["symbols"] = [$"'{shown}' is not one of the symbols here; separate symbols by commas."],
        });
    }
}
