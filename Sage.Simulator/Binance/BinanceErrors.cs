using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sage.Simulator.Binance;

/// <summary>Codes and messages as listed: https://developers.binance.com/docs/binance-spot-api-docs/errors</summary>
internal sealed record BinanceError(int Code, string Message)
{
    public static readonly BinanceError InvalidSymbol = new(-1121, "Invalid symbol.");

    public static readonly BinanceError InvalidInterval = new(-1120, "Invalid interval.");

    public static readonly BinanceError Duplicate = new(-1101, "Duplicate values for a parameter detected.");

    public static BinanceError Mandatory(string name) => new(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static BinanceError Illegal(string name, string range) => new(-1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");

    public static BinanceError Empty(string name) => new(-1105, $"Parameter '{name}' was empty.");

    public static BinanceError Unread(int read, int sent) => new(-1104, $"Not all sent parameters were read; read '{read}' parameter(s) but was sent '{sent}'.");

    public static BinanceError TooMany(int sent) => new(-1101, $"Too many parameters; expected '0' and received '{sent}'.");

    public static BinanceError Invalid(string name) => new(-1130, $"Data sent for parameter '{name}' is not valid.");

    public override string ToString() => $$"""{"code":{{Code}},"msg":"{{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Message)}}"}""";
}

internal static class BinanceErrors
{
    /// <summary>What Binance writes under a status when it does not serve at all.</summary>
    public static string OfStatus(int status) => (status switch
    {
        StatusCodes.Status451UnavailableForLegalReasons => new BinanceError(0, "Service unavailable from a restricted location according to 'b. Eligibility' in https://www.binance.com/en/terms. Please contact customer service if you believe you received this message in error."),
        StatusCodes.Status429TooManyRequests => TooMuchWeight,
        StatusCodes.Status418ImATeapot => new BinanceError(-1003, "Way too much request weight used; IP banned. Please use WebSocket Streams for live updates to avoid bans."),
        StatusCodes.Status503ServiceUnavailable => new BinanceError(-1008, "Server is currently overloaded with other requests. Please try again in a few minutes."),
        _ => new BinanceError(-1000, "An unknown error occurred while processing the request."),
    }).ToString();

    public static readonly BinanceError TooMuchWeight = new(-1003, $"Too much request weight used; current limit is {BinanceLimits.WeightPerMinute} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.");
}
