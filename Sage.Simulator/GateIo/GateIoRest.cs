using System.Globalization;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;
using static Sage.Simulator.GateIo.GateIoFrames;

namespace Sage.Simulator.GateIo;

/// <summary>Tickers and candlesticks: https://www.gate.com/docs/developers/apiv4/en/#spot</summary>
internal static class GateIoRest
{
    private const int UsualLimit = 100;
    private const int HighestLimit = 1000;
    private const int OldestPoint = 10_000;

    // Beside these Gate.io has 7d and 30d, which no history of a week can fill.
    private static readonly Dictionary<string, long> Intervals = new(StringComparer.Ordinal)
    {
        ["1s"] = 1, ["10s"] = 10, ["1m"] = 60, ["5m"] = 300, ["15m"] = 900, ["30m"] = 1800, ["1h"] = 3600, ["4h"] = 14_400, ["8h"] = 28_800, ["1d"] = 86_400,
    };

    public static string ErrorOfStatus(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => Problem("TOO_MANY_REQUESTS", "Request Rate limit Exceeded (211013)"),
        StatusCodes.Status403Forbidden or StatusCodes.Status451UnavailableForLegalReasons => Problem("FORBIDDEN", "Service is not available in your region"),
        _ => Problem("SERVER_ERROR", "Internal server error"),
    };

    public static IResult Tickers(ExchangeSet exchanges, string? currency_pair)
    {
        var indexes = currency_pair is null ? [.. Enumerable.Range(0, SimulatedSymbol.All.Count)] : IndexOf(currency_pair) is { } index ? new[] { index } : [];
        return indexes.Length == 0
            ? Bad("INVALID_CURRENCY_PAIR", $"Invalid currency pair {currency_pair}")
            : Json($"[{string.Join(',', indexes.Select(i => Ticker(GateIoDay.Of(exchanges.GateIo, i, exchanges.GateIo.Now()))))}]");
    }

    public static IResult Candlesticks(ExchangeSet exchanges, string? currency_pair, string? interval, string? limit, string? from, string? to)
    {
        if (string.IsNullOrEmpty(currency_pair))
        {
            return Bad("MISSING_REQUIRED_PARAM", "Missing required parameter: currency_pair");
        }

        if (IndexOf(currency_pair) is not { } index)
        {
            return Bad("INVALID_CURRENCY_PAIR", $"Invalid currency pair {currency_pair}");
        }

        if (!Intervals.TryGetValue(interval ?? "30m", out var seconds))
        {
            return Bad("INVALID_PARAM_VALUE", $"Invalid interval value: {interval}");
        }

        if (!TryNumber(limit, UsualLimit, out var count) || count is < 1 or > HighestLimit)
        {
            return Bad("INVALID_PARAM_VALUE", $"Invalid limit value: {limit}");
        }

        var now = exchanges.GateIo.Now();
        if (!TryNumber(to, now / Candles.Second, out var last) || !TryNumber(from, 0, out var first))
        {
            return Bad("INVALID_PARAM_VALUE", "Invalid from or to");
        }

        if (limit is not null && from is not null)
        {
            return Bad("INVALID_PARAM_VALUE", "limit conflicts with from and to");
        }

        last = Math.Min(last, now / Candles.Second) / seconds * seconds;
        first = from is null ? last - (count - 1) * seconds : (first + seconds - 1) / seconds * seconds;
        if (first < now / Candles.Second - OldestPoint * seconds)
        {
            return Bad("INVALID_PARAM_VALUE", $"Candlestick too long ago. Maximum {OldestPoint} points ago are allowed");
        }

        return (last - first) / seconds >= HighestLimit
            ? Bad("INVALID_PARAM_VALUE", $"Too many data points requested. Maximum {HighestLimit} points are allowed")
            : Json($"[{string.Join(',', Rows(exchanges.GateIo, index, Math.Max(first, Ceiling(Candles.Oldest(now) / Candles.Second, seconds)), last, seconds, now))}]");
    }

    private static IEnumerable<string> Rows(Exchange exchange, int index, long first, long last, long seconds, long now)
    {
        var symbol = SimulatedSymbol.All[index];
        for (var open = first; open <= last; open += seconds)
        {
            var candle = exchange.Candles.Between(index, open * Candles.Second, (open + seconds) * Candles.Second, now);
            var closed = (open + seconds) * Candles.Second <= now ? "true" : "false";
            yield return $"""["{open}","{Plain(symbol.QuoteOf(candle.Quote))}","{Plain(symbol.PriceOf(candle.Close))}","{Plain(symbol.PriceOf(candle.High))}","{Plain(symbol.PriceOf(candle.Low))}","{Plain(symbol.PriceOf(candle.Open))}","{Plain(symbol.QuantityOf(candle.Volume))}","{closed}"]""";
        }
    }

    private static string Ticker(GateIoDay day) =>
        $$"""{"currency_pair":"{{day.Symbol.Pair}}","last":"{{Plain(day.Last)}}","lowest_ask":"{{Plain(day.Ask)}}","highest_bid":"{{Plain(day.Bid)}}","change_percentage":"{{Plain(day.ChangePercent)}}","base_volume":"{{Plain(day.Volume)}}","quote_volume":"{{Plain(day.Quote)}}","high_24h":"{{Plain(day.High)}}","low_24h":"{{Plain(day.Low)}}"}""";

    private static long Ceiling(long value, long step) => (value + step - 1) / step * step;

    private static int? IndexOf(string pair) => SimulatedSymbol.All.TakeWhile(symbol => symbol.Pair != pair).Count() is var index && index < SimulatedSymbol.All.Count ? index : null;

    // Seconds up to the year 5138, so that nothing computed from them overflows.
    private static bool TryNumber(string? text, long otherwise, out long number)
    {
        number = otherwise;
        return text is null || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 100_000_000_000);
    }

    private static IResult Bad(string label, string message) => Results.Text(Problem(label, message), "application/json", statusCode: StatusCodes.Status400BadRequest);

    private static string Problem(string label, string message) =>
        $$"""{"label":"{{label}}","message":"{{System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(message)}}"}""";

    private static IResult Json(string body) => Results.Text(body, "application/json");
}
