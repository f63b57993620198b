using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Simulator.Binance;

namespace Sage.Simulator.Control;

/// <summary>For tests and for curious developers: make the exchange fail.</summary>
internal static class ControlEndpoints
{
    private const int MostSeconds = 3600;
    private const int MostFrameLength = 64 * 1024;

    // The beginning of a trade, cut off.
    private const string CutOffTrade = """{"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":1,"p":"1""";

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/control");
        control.MapGet("", (BinanceSessions sessions) => new ControlStatus(sessions.Count));
        control.MapPost("/drop", (BinanceSessions sessions) => new ControlStatus(sessions.DropAll()));
        control.MapPost("/stall", Stall);
        control.MapPost("/refuse", Refuse);
        control.MapPost("/frame", SendFrameAsync);
    }

    /// <summary>Connections stay open, nothing arrives; 0 seconds end it.</summary>
    private static Results<NoContent, ValidationProblem> Stall(int seconds, Faults faults)
    {
        if (seconds is < 0 or > MostSeconds)
        {
            return Invalid("seconds", $"From 0 to {MostSeconds}.");
        }

        faults.Stall(TimeSpan.FromSeconds(seconds));
        return TypedResults.NoContent();
    }

    /// <summary>New connections are answered with this status.</summary>
    private static Results<NoContent, ValidationProblem> Refuse(int status, int seconds, Faults faults)
    {
        if (seconds is < 0 or > MostSeconds || status is < 400 or > 599)
        {
            return Invalid("status", $"A status from 400 to 599, for 0 to {MostSeconds} seconds.");
        }

        faults.Refuse(status, TimeSpan.FromSeconds(seconds));
        return TypedResults.NoContent();
    }

    /// <summary>The body goes to every client as it is; without one, a trade that is cut off.</summary>
    private static async Task<Results<NoContent, ValidationProblem>> SendFrameAsync(HttpRequest request, BinanceSessions sessions, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or > MostFrameLength)
        {
            return Invalid("body", $"A Content-Length from 0 to {MostFrameLength}.");
        }

        var frame = new byte[(int)request.ContentLength];
        await request.Body.ReadExactlyAsync(frame, cancellationToken);
        sessions.SendToAll(frame.Length > 0 ? frame : Encoding.UTF8.GetBytes(CutOffTrade));
        return TypedResults.NoContent();
    }

    private static ValidationProblem Invalid(string name, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [message] });

    private sealed record ControlStatus(int Connections);
}
