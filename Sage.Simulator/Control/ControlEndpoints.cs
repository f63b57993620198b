using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;
using FaultResult = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.ValidationProblem>;

namespace Sage.Simulator.Control;

/// <summary>For tests and for curious developers: make an exchange fail. docs/simulator.md has the table.</summary>
internal static class ControlEndpoints
{
    private const int MostSeconds = 3600;
    private const int MostFrameLength = 64 * 1024;

    // The beginning of a trade, cut off.
    private const string CutOffTrade = """{"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":1,"p":"1""";

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/control");
        control.MapGet("", ControlStatus.Of);
        control.MapGet("/candles", ControlCandles.Tell);
        control.MapPost("/drop", (ControlTarget target) => target.Do(exchange => exchange.DropAll()));
        control.MapPost("/stall", (ControlTarget target, string? seconds) => For(seconds, target, (faults, duration) => faults.Stall(duration)));
        control.MapPost("/duplicate", (ControlTarget target, string? seconds) => For(seconds, target, (faults, duration) => faults.Duplicate(duration)));
        control.MapPost("/reorder", (ControlTarget target, string? seconds) => For(seconds, target, (faults, duration) => faults.Reorder(duration)));
        control.MapPost("/corrupt", (ControlTarget target, string? seconds) => For(seconds, target, (faults, duration) => faults.Corrupt(duration)));
        control.MapPost("/refuse", Refuse);
        control.MapPost("/frame", SendFrameAsync);
        control.MapPost("/skew", Skew);
        control.MapPost("/offset", Offset);
        control.MapPost("/rate", Rate);
        control.MapPost("/replay", ControlReplay.StartAsync);
        control.MapPost("/reset", Reset);
    }

    /// <summary>0 seconds end it.</summary>
    private static FaultResult For(string? seconds, ControlTarget target, Action<Faults, TimeSpan> fault) =>
        ControlNumber.Read(seconds, 0, MostSeconds) is { } duration
            ? target.Do(exchange => fault(exchange.Faults, TimeSpan.FromSeconds(duration)))
            : ControlTarget.Invalid("seconds", $"A number from 0 to {MostSeconds}.");

    /// <summary>Websocket handshakes and REST calls are answered with this status.</summary>
    private static FaultResult Refuse(ControlTarget target, string? status, string? seconds, string? retryAfter, string? times) =>
        ControlNumber.Read(status, 400, 599) is not { } code ? ControlTarget.Invalid("status", "A status from 400 to 599.")
        : ControlNumber.Read(seconds, 0, MostSeconds) is not { } duration ? ControlTarget.Invalid("seconds", $"A number from 0 to {MostSeconds}.")
        : retryAfter is not null && ControlNumber.Read(retryAfter, 0, 86_400) is null ? ControlTarget.Invalid("retryAfter", "Seconds, from 0 to 86400.")
        : times is not null && ControlNumber.Read(times, 1, 1_000_000) is null ? ControlTarget.Invalid("times", "From 1 to 1000000.")
        : target.Do(exchange => exchange.Faults.Refuse((int)code, TimeSpan.FromSeconds(duration), (int?)ControlNumber.Read(retryAfter, 0, 86_400), (int?)ControlNumber.Read(times, 1, 1_000_000)));

    /// <summary>The body goes to every client as it is; without one, a trade that is cut off.</summary>
    private static async Task<FaultResult> SendFrameAsync(ControlTarget target, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or > MostFrameLength)
        {
            return ControlTarget.Invalid("body", $"A Content-Length from 0 to {MostFrameLength}.");
        }

        var frame = new byte[(int)request.ContentLength];
        await request.Body.ReadExactlyAsync(frame, cancellationToken);
        return target.Do(exchange => exchange.Inject(frame.Length > 0 ? frame : Encoding.UTF8.GetBytes(CutOffTrade)));
    }

    private static FaultResult Skew(ControlTarget target, string? milliseconds) =>
        ControlNumber.Read(milliseconds, -86_400_000, 86_400_000) is { } skew
            ? target.Do(exchange => exchange.Skew = TimeSpan.FromMilliseconds(skew))
            : ControlTarget.Invalid("milliseconds", "From -86400000 to 86400000.");

    private static FaultResult Offset(ControlTarget target, string? percent) =>
        ControlNumber.Read(percent, -90, 900) is { } offset
            ? target.Change(exchange => (exchange.Tape.Paces.Current.Step, 1 + offset / 100))
            : ControlTarget.Invalid("percent", "From -90 to 900.");

    /// <summary>Of all symbols together.</summary>
    private static FaultResult Rate(ControlTarget target, string? ticksPerSecond) =>
        ControlNumber.Read(ticksPerSecond, 1, 10_000) is { } rate
            ? target.Change(exchange => ((long)(Candles.Second * SimulatedSymbol.All.Count / rate), exchange.Tape.Paces.Current.Factor))
            : ControlTarget.Invalid("ticksPerSecond", "From 1 to 10000.");

    /// <summary>Nothing is wrong any more. Connections stay.</summary>
    private static FaultResult Reset(ControlTarget target, ExchangeSet exchanges)
    {
        target.Do(exchange =>
        {
            exchange.Faults.End();
            exchange.Skew = TimeSpan.Zero;
        });
        return target.Change(exchange => (exchanges.UsualStep(exchange), 1));
    }
}
