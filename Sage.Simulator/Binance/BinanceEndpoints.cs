using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using Sage.Simulator.Control;

namespace Sage.Simulator.Binance;

/// <summary>/ws/&lt;stream&gt; for bare payloads, /stream?streams=&lt;a&gt;/&lt;b&gt; for wrapped ones.</summary>
internal static class BinanceEndpoints
{
    // A ping frame every 20 s; a client without a pong within a minute is disconnected.
    public static readonly WebSocketOptions WebSockets = new() { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromMinutes(1) };

    public static void MapBinance(this IEndpointRouteBuilder routes)
    {
        routes.Map("/ws/{**streams}", (HttpContext context, string? streams) => ServeAsync(context, streams, combined: false));
        routes.Map("/stream", (HttpContext context, string? streams) => ServeAsync(context, streams, combined: true));
    }

    private static async Task ServeAsync(HttpContext context, string? streams, bool combined)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<Faults>().RefusedWith is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var time = services.GetRequiredService<TimeProvider>();
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var session = new BinanceSession(socket, combined, time);
        if (!session.Subscribe((streams ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)))
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "Too many streams", context.RequestAborted);
            return;
        }

        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var sessions = services.GetRequiredService<BinanceSessions>();
        using var aged = new CancellationTokenSource(services.GetRequiredService<IOptions<SimulatorOptions>>().Value.MaxConnectionAge, time);
        using var dropped = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, aged.Token);
        await using var abort = dropped.Token.Register(context.Abort);
        sessions.Add(session, dropped);
        try
        {
            await session.RunAsync(() => BinanceFrames.ServerShutdown(time.GetUtcNow().ToUnixTimeMilliseconds()), ending.Token);
        }
        finally
        {
            sessions.Remove(session);
        }
    }
}
