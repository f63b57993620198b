using System.Globalization;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Rest;

/// <summary>The rules of the exchange and of its pairs.</summary>
internal static class BinanceExchangeInfo
{
    private const string Limits = """
        [{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000},{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100},{"rateLimitType":"ORDERS","interval":"DAY","intervalNum":1,"limit":200000},{"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":61000}]
        """;

    private const string Rules = """
        "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT","TAKE_PROFIT","TAKE_PROFIT_LIMIT"],"icebergAllowed":true,"ocoAllowed":true,"otoAllowed":true,"opoAllowed":true,"quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,"amendAllowed":true,"pegInstructionsAllowed":true,"isSpotTradingAllowed":true,"isMarginTradingAllowed":true
        """;

    public static string Write(BinanceParameters parameters, Exchange exchange, TimeUnit unit)
    {
        // They choose among symbols of other kinds and states; all of ours are alike.
        _ = (parameters.Text("permissions"), parameters.Text("symbolStatus"));
        var sets = parameters.Text("showPermissionSets") != "false";
        var symbols = BinanceSymbols.Read(parameters).Indexes.Select(index => Symbol(SimulatedSymbol.All[index], sets));
        return $$"""{"timezone":"UTC","serverTime":{{unit.Of(exchange.Now())}},"rateLimits":{{Limits}},"exchangeFilters":[],"symbols":[{{string.Join(',', symbols)}}]}""";
    }

    private static string Symbol(SimulatedSymbol symbol, bool sets) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"symbol":"{{symbol.Name}}","status":"TRADING","baseAsset":"{{symbol.Base}}","baseAssetPrecision":8,"quoteAsset":"USDT","quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,"quoteCommissionPrecision":8,{{Rules}},"filters":[{"filterType":"PRICE_FILTER","minPrice":"{{symbol.PriceOf(1):F8}}","maxPrice":"1000000.00000000","tickSize":"{{symbol.PriceOf(1):F8}}"},{"filterType":"LOT_SIZE","minQty":"{{symbol.QuantityOf(1):F8}}","maxQty":"9000000.00000000","stepSize":"{{symbol.QuantityOf(1):F8}}"}],"permissions":[],"permissionSets":{{(sets ? """[["SPOT","MARGIN"]]""" : "[]")}},"defaultSelfTradePreventionMode":"EXPIRE_MAKER","allowedSelfTradePreventionModes":["EXPIRE_TAKER","EXPIRE_MAKER","EXPIRE_BOTH","DECREMENT"]}""");
}
