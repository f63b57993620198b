using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Control;

/// <summary>Plays a recording to everyone who is connected, instead of the market, which goes on unheard. The answer comes at once.</summary>
internal static class ControlReplay
{
    public static async Task<Results<Accepted<ReplayStarted>, ValidationProblem>> StartAsync(HttpRequest request, ExchangeSet exchanges, Replays replays, string? exchange, string? speed, CancellationToken cancellationToken)
    {
        var target = exchanges.Streaming.FirstOrDefault(one => one.Name == exchange);
        if (target is null)
        {
            return ControlTarget.Invalid("exchange", "binance or gateio.");
        }

        if (ControlNumber.Read(speed ?? "1", 0.1, 1000) is not { } factor)
        {
            return ControlTarget.Invalid("speed", "From 0.1 to 1000.");
        }

        if (request.ContentLength is null or > Recording.MostBytes)
        {
            return ControlTarget.Invalid("body", $"A Content-Length from 1 to {Recording.MostBytes}.");
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        if (Recording.Parse(await reader.ReadToEndAsync(cancellationToken), out var error) is not { } recording)
        {
            return ControlTarget.Invalid("body", error);
        }

        return replays.Start(target, recording, factor)
            ? TypedResults.Accepted((string?)null, new ReplayStarted(recording.Frames.Count, recording.Length.TotalSeconds / factor))
            : ControlTarget.Invalid("exchange", "It is playing a recording already; reset ends it.");
    }
}

internal sealed record ReplayStarted(int Frames, double Seconds);
