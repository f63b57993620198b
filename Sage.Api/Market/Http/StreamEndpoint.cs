using Sage.Api.Market.Streaming;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/stream</summary>
internal sealed class StreamEndpoint(PriceStream stream, StreamClients clients, MarketSymbols known)
{
    public async Task GetAsync(string? symbols, HttpContext context)
    {
        if (SymbolsQuery.TryParse(symbols, known, out var wanted) is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        if (!clients.TryEnter())
        {
            await MarketProblems.Unavailable(context, "As many streams are open as this server takes.").ExecuteAsync(context);
            return;
        }

        await stream.ServeAsync(context, known.Names.Where((_, index) => wanted.Contains(index)).ToHashSet(StringComparer.Ordinal));
    }
}
