using System.Globalization;
using Microsoft.Extensions.Options;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.AlternativeMe;

/// <summary>The fear &amp; greed index, a value a day: https://alternative.me/crypto/fear-and-greed-index/#api</summary>
internal static class FearGreedEndpoints
{
    // The index begins here.
    private static readonly long FirstDay = new DateTimeOffset(2018, 2, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private const int SecondsPerDay = 86_400;

    public static void MapFearGreed(this IEndpointRouteBuilder routes) => routes
        .MapGet("/fng", Index)
        .RefusedOnDemand(exchanges => exchanges.FearGreed, status => $$$"""{"name":"Fear and Greed Index","data":[],"metadata":{"error":"{{{status}}}"}}""");

    private static IResult Index(ExchangeSet exchanges, IOptions<SimulatorOptions> options, string? limit, string? date_format)
    {
        var now = exchanges.FearGreed.Now() / 1_000_000;
        var today = now / SecondsPerDay * SecondsPerDay;
        var all = (int)((today - FirstDay) / SecondsPerDay) + 1;
        var count = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? (asked == 0 ? all : Math.Min(asked, all)) : 1;
        var noise = new Noise(options.Value.Seed, 500);
        var days = Enumerable.Range(0, count).Select(ago => Day(noise, today - (long)ago * SecondsPerDay, date_format, ago == 0 ? today + SecondsPerDay - now : null));
        return Results.Text($"{{\n\t\"name\": \"Fear and Greed Index\",\n\t\"data\": [\n{string.Join(",\n", days)}\n\t],\n\t\"metadata\": {{\n\t\t\"error\": null\n\t}}\n}}", "application/json");
    }

    private static string Day(Noise noise, long day, string? format, long? untilUpdate)
    {
        var value = Value(noise, day / SecondsPerDay);
        var rest = untilUpdate is null ? "" : $",\n\t\t\t\"time_until_update\": \"{untilUpdate}\"";
        return $"\t\t{{\n\t\t\t\"value\": \"{value}\",\n\t\t\t\"value_classification\": \"{Classify(value)}\",\n\t\t\t\"timestamp\": \"{Date(day, format)}\"{rest}\n\t\t}}";
    }

    // A mood lasts for weeks and wavers from day to day.
    private static int Value(Noise noise, long day)
    {
        var (month, part) = (day / 28, day % 28 / 28.0);
        var mood = noise.At(0, month) * (1 - part) + noise.At(0, month + 1) * part;
        return (int)Math.Clamp(50 + 38 * mood + 8 * noise.At(1, day), 0, 100);
    }

    private static string Classify(int value) => value switch
    {
        <= 25 => "Extreme Fear",
        <= 46 => "Fear",
        <= 54 => "Neutral",
        <= 75 => "Greed",
        _ => "Extreme Greed",
    };

    private static string Date(long day, string? format)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(day);
        return format switch
        {
            "us" => date.ToString("MM-dd-yyyy", CultureInfo.InvariantCulture),
            "cn" or "kr" => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "world" => date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
            _ => day.ToString(CultureInfo.InvariantCulture),
        };
    }
}
