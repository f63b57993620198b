using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Api.Limits;
using Sage.Api.Market.Caps;
using Sage.Api.Market.Models;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Http;

/// <summary>GET /api/market/symbols</summary>
internal sealed class SymbolsEndpoint(MarketSymbols known, MarketCaps caps, PriceBoard board, ClientLimits limits)
{
    private const string CacheControl = "public, max-age=60";

    public async Task<Results<JsonBytes<SymbolResponse[]>, TooManyRequests>> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (limits.Refuse(context, RequestCost.Query) is { } seconds)
        {
            return TooManyRequests.After(seconds);
        }

        var capitalizations = await caps.ReadAsync(cancellationToken);
        var symbols = known.Names.Select((name, index) =>
        {
            var pair = known.Pairs[index];
            var facts = SymbolFacts.Of(pair, board.Get(index)?.Quote.Price);
            return new SymbolResponse
            {
                Symbol = name,
                Base = pair.Base,
                Quote = pair.Quote,
                Name = facts.Name,
                PriceDecimals = facts.PriceDecimals,
                MarketCapUsd = capitalizations.TryGetValue(pair.Base, out var cap) ? cap : null,
            };
        });
        return JsonBody.Of([.. symbols], MarketJson.Default.SymbolResponseArray, CacheControl);
    }
}
