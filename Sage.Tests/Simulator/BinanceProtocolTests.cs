using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Sage.Simulator;

namespace Sage.Tests.Simulator;

public sealed class BinanceProtocolTests : IAsyncLifetime
{
    private readonly RunningSimulator _simulator = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task Combined_streams_are_wrapped_and_only_those_asked_for_come()
    {
        using var socket = await ConnectAsync("/stream?streams=btcusdt@trade/ethusdt@miniTicker");
        var streams = new HashSet<string>(StringComparer.Ordinal);
        while (streams.Count < 2)
        {
            var frame = await ReadAsync(socket);
            streams.Add(frame.GetProperty("stream").GetString()!);
            Assert.True(frame.GetProperty("data").GetProperty("e").GetString() is "trade" or "24hrMiniTicker");
        }

        Assert.Equal(["btcusdt@trade", "ethusdt@miniTicker"], streams.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_raw_stream_is_bare_and_can_be_changed_while_it_runs()
    {
        using var socket = await ConnectAsync("/ws/btcusdt@trade");
        var trade = await ReadAsync(socket);
        Assert.Equal(("trade", "BTCUSDT"), (trade.GetProperty("e").GetString(), trade.GetProperty("s").GetString()));
        Assert.Matches(@"^\d+\.\d{8}$", trade.GetProperty("p").GetString());

        await SendAsync(socket, """{"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":1}""");
        await SendAsync(socket, """{"method":"SUBSCRIBE","params":["solusdt@trade"],"id":2}""");
        await ReadUntilAsync(socket, frame => frame.TryGetProperty("id", out var id) && id.GetInt32() == 2);

        Assert.Equal("SOLUSDT", (await ReadAsync(socket)).GetProperty("s").GetString());
    }

    [Fact]
    public async Task Too_many_commands_end_the_connection()
    {
        using var socket = await ConnectAsync("/ws");
        for (var i = 0; i < 6; i++)
        {
            await SendAsync(socket, """{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        }

        var buffer = new byte[4096];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, Cancel);
        }
        while (result.MessageType != WebSocketMessageType.Close);

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, result.CloseStatus);
    }

    [Fact]
    public async Task The_exchange_fails_on_demand()
    {
        var client = _simulator.CreateClient();
        using var socket = await ConnectAsync("/ws");
        Assert.Equal("""{"connections":1}""", await client.GetStringAsync("/control", Cancel));

        using var frame = await client.PostAsync("/control/frame", new StringContent("{broken"), Cancel);
        Assert.Equal(HttpStatusCode.NoContent, frame.StatusCode);
        var buffer = new byte[4096];
        Assert.Equal("{broken", Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, Cancel)).Count));

        using var refuse = await client.PostAsync("/control/refuse?status=451&seconds=60", null, Cancel);
        using var refused = await client.GetAsync("/stream?streams=btcusdt@trade", Cancel);
        Assert.Equal(HttpStatusCode.UnavailableForLegalReasons, refused.StatusCode);

        using var wrong = await client.PostAsync("/control/stall?seconds=99999", null, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private Task<WebSocket> ConnectAsync(string path) => _simulator.Server.CreateWebSocketClient().ConnectAsync(new Uri(_simulator.Server.BaseAddress, path), Cancel);

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);

    private static async Task<JsonElement> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        var result = await socket.ReceiveAsync(buffer, Cancel);
        return JsonDocument.Parse(buffer.AsMemory(0, result.Count)).RootElement;
    }

    private static async Task ReadUntilAsync(WebSocket socket, Func<JsonElement, bool> condition)
    {
        while (!condition(await ReadAsync(socket)))
        {
        }
    }

    private sealed class RunningSimulator : WebApplicationFactory<SimulatorOptions>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production");
    }
}
