using System.Globalization;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Binance.Rest;

/// <summary>The market data of Binance's REST interface: https://developers.binance.com/docs/binance-spot-api-docs/rest-api</summary>
internal static class BinanceRest
{
    public static void MapBinanceRest(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v3").RefusedOnDemand(exchanges => exchanges.Binance, BinanceErrors.OfStatus);
        group.MapGet("/ping", (HttpContext context) => Answer(context, 1, (_, _, _) => "{}"));
        group.MapGet("/time", (HttpContext context) => Answer(context, 1, (_, exchange, unit) => $$"""{"serverTime":{{unit.Of(exchange.Now())}}}"""));
        group.MapGet("/exchangeInfo", (HttpContext context) => Answer(context, 20, BinanceExchangeInfo.Write));
        group.MapGet("/klines", (HttpContext context) => Answer(context, 2, BinanceKlines.Write));
        group.MapGet("/uiKlines", (HttpContext context) => Answer(context, 2, BinanceKlines.Write));
        group.MapGet("/ticker/24hr", (HttpContext context) => Answer(context, TickerWeight(context, one: 2, all: 80), BinanceTickerRest.WriteDay));
        group.MapGet("/ticker/price", (HttpContext context) => Answer(context, TickerWeight(context, one: 2, all: 4), BinanceTickerRest.WritePrice));
    }

    private static int TickerWeight(HttpContext context, int one, int all) =>
        context.Request.Query.ContainsKey("symbol") || (all > 4 && context.Request.Query.ContainsKey("symbols")) ? one : all;

    /// <param name="write">The body; what is wrong is told to the parameters instead.</param>
    private static IResult Answer(HttpContext context, int weight, Func<BinanceParameters, Exchange, TimeUnit, string> write)
    {
        var budget = context.RequestServices.GetRequiredService<BinanceLimits>().Weight.Take(weight);
        var used = budget.Used.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["x-mbx-used-weight"] = used;
        context.Response.Headers["x-mbx-used-weight-1m"] = used;
        if (!budget.Allowed)
        {
            context.Response.Headers.RetryAfter = budget.SecondsToWait.ToString(CultureInfo.InvariantCulture);
            return Json(BinanceErrors.TooMuchWeight.ToString(), StatusCodes.Status429TooManyRequests);
        }

        var unit = new TimeUnit(context.Request.Headers["X-MBX-TIME-UNIT"].ToString() is "MICROSECOND" or "microsecond");
        var parameters = new BinanceParameters(context.Request.Query);
        var body = write(parameters, context.RequestServices.GetRequiredService<ExchangeSet>().Binance, unit);
        return parameters.End() is { } error ? Json(error.ToString(), StatusCodes.Status400BadRequest) : Json(body, StatusCodes.Status200OK);
    }

    private static IResult Json(string body, int status) => Results.Text(body, "application/json", System.Text.Encoding.UTF8, status);
}
