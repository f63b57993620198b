using Sage.Simulator.Exchanges;

namespace Sage.Simulator.GateIo;

/// <summary>The websocket of version 4, and the market data of the REST interface.</summary>
internal static class GateIoEndpoints
{
    public static void MapGateIo(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").RefusedOnDemand(exchanges => exchanges.GateIo, GateIoRest.ErrorOfStatus);
        group.MapGet("/ws/v4", ServeAsync);
        group.MapGet("/api/v4/spot/tickers", GateIoRest.Tickers);
        group.MapGet("/api/v4/spot/candlesticks", GateIoRest.Candlesticks);
    }

    private static async Task<IResult> ServeAsync(HttpContext context, ExchangeSet exchanges, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Results.BadRequest();
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new GateIoConnection(socket, exchanges.GateIo);
        exchanges.GateIo.Add(connection);
        try
        {
            await connection.RunAsync(context.Abort, lifetime.ApplicationStopping);
        }
        finally
        {
            exchanges.GateIo.Remove(connection);
        }

        return Results.Empty;
    }
}
