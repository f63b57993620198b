using System.Globalization;
using Microsoft.Extensions.Options;
using Sage.Simulator.Exchanges;
using static Sage.Simulator.CoinGecko.CoinGeckoCoin;

namespace Sage.Simulator.CoinGecko;

/// <summary>The public interface, version 3: https://docs.coingecko.com/v3.0.1/reference/introduction</summary>
internal static class CoinGeckoEndpoints
{
    private const int HighestPageSize = 250;

    public static void MapCoinGecko(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v3").RefusedOnDemand(exchanges => exchanges.CoinGecko, ErrorOfStatus);
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            if (context.RequestServices.GetRequiredService<CoinGeckoLimits>().Calls.Take(1) is not { Allowed: false } refused)
            {
                return await next(invocation);
            }

            context.Response.Headers.RetryAfter = refused.SecondsToWait.ToString(CultureInfo.InvariantCulture);
            return Json(ErrorOfStatus(StatusCodes.Status429TooManyRequests), StatusCodes.Status429TooManyRequests);
        });
        group.MapGet("/simple/price", SimplePrice);
        group.MapGet("/coins/markets", Markets);
    }

    private static IResult SimplePrice(ExchangeSet exchanges, IOptions<SimulatorOptions> options, string? ids, string? vs_currencies, string? include_market_cap, string? include_24hr_vol, string? include_24hr_change, string? include_last_updated_at)
    {
        if (string.IsNullOrEmpty(ids) || string.IsNullOrEmpty(vs_currencies))
        {
            return Json($$"""{"error":"Missing parameter {{(string.IsNullOrEmpty(ids) ? "ids" : "vs_currencies")}}"}""", StatusCodes.Status422UnprocessableEntity);
        }

        var wanted = ids.Split(',', StringSplitOptions.TrimEntries);
        // Of the currencies there is one only; a name that CoinGecko does not know is left out, and so is one that we do not.
        var dollars = vs_currencies.Split(',', StringSplitOptions.TrimEntries).Contains("usd", StringComparer.OrdinalIgnoreCase);
        return Json($"{{{string.Join(',', All(exchanges, options.Value.CoinGeckoRefresh).Where(coin => wanted.Contains(coin.Symbol.CoinId, StringComparer.Ordinal)).Select(coin =>
        {
            var (numbers, time) = (new List<string>(), IsTrue(include_last_updated_at) ? new[] { $"\"last_updated_at\":{coin.UpdatedAt / 1_000_000}" } : []);
            if (dollars)
            {
                numbers.Add($"\"usd\":{Number(coin.Price)}");
                numbers.AddRange(IsTrue(include_market_cap) ? [$"\"usd_market_cap\":{Number(coin.Cap)}"] : []);
                numbers.AddRange(IsTrue(include_24hr_vol) ? [$"\"usd_24h_vol\":{Number(coin.Volume)}"] : []);
                numbers.AddRange(IsTrue(include_24hr_change) ? [$"\"usd_24h_change\":{Number(coin.ChangePercent)}"] : []);
            }

            return $"\"{coin.Symbol.CoinId}\":{{{string.Join(',', numbers.Concat(time))}}}";
        }))}}}");
    }

    private static IResult Markets(ExchangeSet exchanges, IOptions<SimulatorOptions> options, string? vs_currency, string? ids, string? per_page, string? page)
    {
        if (string.IsNullOrEmpty(vs_currency))
        {
            return Json("""{"error":"Missing parameter vs_currency"}""", StatusCodes.Status422UnprocessableEntity);
        }

        if (!vs_currency.Equals("usd", StringComparison.OrdinalIgnoreCase))
        {
            return Json("""{"error":"invalid vs_currency"}""", StatusCodes.Status400BadRequest);
        }

        var size = int.TryParse(per_page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, HighestPageSize) : 100;
        var skipped = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number - 1L, 0, 1_000_000) * size : 0;
        var wanted = string.IsNullOrEmpty(ids) ? null : ids.Split(',', StringSplitOptions.TrimEntries);
        var coins = All(exchanges, options.Value.CoinGeckoRefresh).Where(coin => wanted is null || wanted.Contains(coin.Symbol.CoinId, StringComparer.Ordinal));
        return Json($"[{string.Join(',', coins.Skip((int)Math.Min(skipped, int.MaxValue)).Take(size).Select(Market))}]");
    }

    private static string Market(CoinGeckoCoin coin) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":"{{coin.Symbol.CoinId}}","symbol":"{{coin.Symbol.Base.ToLowerInvariant()}}","name":"{{coin.Symbol.CoinName}}","image":"https://coin-images.coingecko.com/coins/images/{{coin.Rank}}/large/{{coin.Symbol.CoinId}}.png?1696501400","current_price":{{Number(coin.Price)}},"market_cap":{{Number(coin.Cap)}},"market_cap_rank":{{coin.Rank}},"fully_diluted_valuation":{{Number(coin.Cap)}},"total_volume":{{Number(coin.Volume)}},"high_24h":{{Number(coin.High)}},"low_24h":{{Number(coin.Low)}},"price_change_24h":{{Number(coin.Change)}},"price_change_percentage_24h":{{Number(coin.ChangePercent)}},"market_cap_change_24h":{{Number(Whole(coin.Change * coin.Symbol.Supply))}},"market_cap_change_percentage_24h":{{Number(coin.ChangePercent)}},"circulating_supply":{{coin.Symbol.Supply}}.0,"total_supply":{{coin.Symbol.Supply}}.0,"max_supply":null,"ath":{{Number(coin.High)}},"ath_change_percentage":{{Number(decimal.Round((coin.Price / coin.High - 1) * 100, 5))}},"ath_date":"{{coin.UpdatedText}}","atl":{{Number(coin.Low)}},"atl_change_percentage":{{Number(decimal.Round((coin.Price / coin.Low - 1) * 100, 5))}},"atl_date":"{{coin.UpdatedText}}","roi":null,"last_updated":"{{coin.UpdatedText}}"}""");

    private static bool IsTrue(string? text) => text == "true";

    private static string ErrorOfStatus(int status) => status == StatusCodes.Status429TooManyRequests
        ? """{"status":{"error_code":429,"error_message":"You've exceeded the Rate Limit. Please visit https://www.coingecko.com/en/api/pricing to subscribe to our API plans for higher rate limits."}}"""
        : $$$"""{"status":{"error_code":{{{status}}},"error_message":"The request could not be served."}}""";

    private static IResult Json(string body, int status = StatusCodes.Status200OK) => Results.Text(body, "application/json", System.Text.Encoding.UTF8, status);
}

/// <summary>Per address, and on one machine there is only one.</summary>
internal sealed class CoinGeckoLimits(IOptions<SimulatorOptions> options, TimeProvider time)
{
    public CallBudget Calls { get; } = new(options.Value.CoinGeckoCallsPerMinute, TimeSpan.FromMinutes(1), time);
}
