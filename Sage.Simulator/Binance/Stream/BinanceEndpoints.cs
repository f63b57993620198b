using Microsoft.Extensions.Options;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Binance.Stream;

/// <summary>/ws/&lt;stream&gt; for bare payloads, /stream?streams=&lt;a&gt;/&lt;b&gt; for wrapped ones.</summary>
internal static class BinanceEndpoints
{
    // A ping frame every 20 s; a client without a pong within a minute is disconnected.
    public static readonly WebSocketOptions WebSockets = new() { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromMinutes(1) };

    public static void MapBinanceStreams(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").RefusedOnDemand(exchanges => exchanges.Binance, BinanceErrors.OfStatus);
        group.MapGet("/ws/{**streams}", (HttpContext context, string? streams, string? timeUnit) => ServeAsync(context, streams, timeUnit, combined: false));
        group.MapGet("/stream", (HttpContext context, string? streams, string? timeUnit) => ServeAsync(context, streams, timeUnit, combined: true));
    }

    private static async Task<IResult> ServeAsync(HttpContext context, string? streams, string? timeUnit, bool combined)
    {
        var services = context.RequestServices;
        var micro = timeUnit is "MICROSECOND" or "microsecond";
        if (!context.WebSockets.IsWebSocketRequest || (!micro && timeUnit is not (null or "MILLISECOND" or "millisecond")))
        {
            return Results.BadRequest();
        }

        if (services.GetRequiredService<BinanceLimits>().Connects.Take(1) is { Allowed: false } refused)
        {
            context.Response.Headers.RetryAfter = $"{refused.SecondsToWait}";
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var exchange = services.GetRequiredService<ExchangeSet>().Binance;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new BinanceConnection(socket, exchange, combined, new TimeUnit(micro));
        if (!connection.Subscribe((streams ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)))
        {
            await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.PolicyViolation, "Too many streams", context.RequestAborted);
            return Results.Empty;
        }

        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        using var aged = new CancellationTokenSource(services.GetRequiredService<IOptions<SimulatorOptions>>().Value.MaxConnectionAge, exchange.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, aged.Token);
        exchange.Add(connection);
        try
        {
            await connection.RunAsync(context.Abort, ending.Token);
        }
        finally
        {
            exchange.Remove(connection);
        }

        return Results.Empty;
    }
}
