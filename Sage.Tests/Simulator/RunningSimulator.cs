using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sage.Simulator;
using Sage.Simulator.Exchanges;

namespace Sage.Tests.Simulator;

/// <summary>The simulator in this process, with a clock of the test's if it wants one.</summary>
internal sealed class RunningSimulator(TimeProvider? time = null, string? setting = null) : WebApplicationFactory<SimulatorOptions>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ExchangeSet Exchanges => Services.GetRequiredService<ExchangeSet>();

    public async Task<WebSocket> ConnectAsync(string path)
    {
        var exchange = path.StartsWith("/ws/v4", StringComparison.Ordinal) ? Exchanges.GateIo : Exchanges.Binance;
        var before = exchange.ConnectionCount;
        var socket = await Server.CreateWebSocketClient().ConnectAsync(new Uri(Server.BaseAddress, path), Cancel);
        // The handshake is over before the server has its connection in the list.
        for (var i = 0; exchange.ConnectionCount == before && i < 10_000; i++)
        {
            await Task.Delay(1, Cancel);
        }

        return socket;
    }

    public async Task<JsonElement> GetAsync(string path, int status = 200)
    {
        using var response = await CreateClient().GetAsync(path, Cancel);
        Assert.Equal(status, (int)response.StatusCode);
        return await ParseAsync(response);
    }

    public async Task<HttpResponseMessage> ControlAsync(string command, string? body = null) =>
        await CreateClient().PostAsync("/control/" + command, body is null ? null : new StringContent(body), Cancel);

    public static async Task<JsonElement> ParseAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        return document.RootElement.Clone();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        if (setting is not null)
        {
            builder.UseSetting(setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
        }

        if (time is not null)
        {
            builder.ConfigureTestServices(services => services.AddSingleton(time));
        }
    }
}

internal static class SocketFrames
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task SayAsync(this WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);

    /// <summary>The next frame as text; null: the server has said goodbye.</summary>
    public static async Task<string?> TextAsync(this WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Cancel);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    /// <summary>Waits for the end; whether it came without a close frame.</summary>
    public static async Task<bool> IsBrokenAsync(this WebSocket socket)
    {
        try
        {
            while (await socket.TextAsync() is not null)
            {
            }

            return socket.CloseStatus is null;
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            return true;
        }
    }

    public static async Task<JsonElement> FrameAsync(this WebSocket socket)
    {
        using var document = JsonDocument.Parse(await socket.TextAsync() ?? throw new InvalidOperationException($"Closed: {socket.CloseStatus} {socket.CloseStatusDescription}"));
        return document.RootElement.Clone();
    }

    public static async Task<JsonElement> FrameAsync(this WebSocket socket, Func<JsonElement, bool> condition)
    {
        while (true)
        {
            var frame = await socket.FrameAsync();
            if (condition(frame))
            {
                return frame;
            }
        }
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).ToString();

    public static bool Is(this JsonElement element, string name, string value) => element.TryGetProperty(name, out var found) && found.ToString() == value;
}
