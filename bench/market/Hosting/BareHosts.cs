using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sage.Api.Market.Streaming;

namespace Sage.Bench.Market.Hosting;

/// <summary>What the product is compared with: the least code on Kestrel that does the same thing at all.</summary>
internal static class BareHosts
{
    /// <summary>One endpoint that returns the bytes of a file.</summary>
    public static WebApplication Bytes(string file)
    {
        var body = File.ReadAllBytes(file);
        var app = Create();
        app.MapGet("/api/market/prices", context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            context.Response.BodyWriter.Write(body);
            return Task.CompletedTask;
        });
        return app;
    }

    /// <summary>Newest value per symbol, one loop, the same bytes for all; no limits, resume, heartbeat, telemetry or shutdown.</summary>
    public static WebApplication ConflatingStream(string ticks, TimeSpan interval)
    {
        var clients = new ConcurrentDictionary<HttpContext, TaskCompletionSource>();
        var newest = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        var app = Create();
        app.MapGet("/api/market/stream", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            // As the product's: otherwise what waits in the system's own buffers, not the server, decides how old a price is.
            context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.SendBufferSize = PriceStream.SendBufferBytes;
            await context.Response.BodyWriter.FlushAsync();
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.RequestAborted.Register(() => gone.TrySetResult());
            clients[context] = gone;
            await gone.Task;
            clients.TryRemove(context, out _);
        });
        _ = ReadAsync(ticks, (symbol, price) => newest[symbol] = Render(symbol, price));
        _ = Task.Run(async () =>
        {
            var frame = new ArrayBufferWriter<byte>();
            var flushes = new ConcurrentDictionary<HttpContext, Task>();
            using var timer = new PeriodicTimer(interval);
            while (await timer.WaitForNextTickAsync())
            {
                frame.ResetWrittenCount();
                frame.Write("event: prices\ndata: ["u8);
                var first = true;
                foreach (var (_, price) in newest)
                {
                    frame.Write(first ? default : ","u8);
                    frame.Write(price);
                    first = false;
                }

                frame.Write("]\n\n"u8);
                foreach (var (context, _) in clients)
                {
                    if (!flushes.TryGetValue(context, out var flush) || flush.IsCompleted)
                    {
                        context.Response.BodyWriter.Write(frame.WrittenSpan);
                        flushes[context] = context.Response.BodyWriter.FlushAsync().AsTask();
                    }
                }
            }
        });
        return app;
    }

    /// <summary>Every tick to every client through a queue of its own: what one writes first.</summary>
    public static WebApplication PlainStream(string ticks)
    {
        var clients = new ConcurrentDictionary<Channel<byte[]>, bool>();
        var app = Create();
        app.MapGet("/api/market/stream", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            var queue = Channel.CreateUnbounded<byte[]>();
            clients[queue] = true;
            await foreach (var tick in queue.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(tick);
                await context.Response.Body.FlushAsync();
            }
        });
        _ = ReadAsync(ticks, (symbol, price) =>
        {
            byte[] tick = [.. "event: prices\ndata: ["u8, .. Render(symbol, price), .. "]\n\n"u8];
            foreach (var (queue, _) in clients)
            {
                queue.Writer.TryWrite(tick);
            }
        });
        return app;
    }

    private static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        return app;
    }

    // As many bytes per price as the product sends.
    private static byte[] Render(string symbol, string price) => Encoding.UTF8.GetBytes(
        $$"""{"symbol":"{{symbol}}","price":"{{price}}","changePercent24h":null,"high24h":null,"low24h":null,"volume24h":null,"source":"binance","simulated":true,"exchangeTime":"2026-11-20T12:00:00.000+00:00","receivedAt":"2026-11-20T12:00:00.000+00:00","stale":false}""");

    private static async Task ReadAsync(string ticks, Action<string, string> tick)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(new Uri(ticks), "/stream"), CancellationToken.None);
        var buffer = new byte[4096];
        var length = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } part)
        {
            length += part.Count;
            if (!part.EndOfMessage)
            {
                continue;
            }

            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            length = 0;
            var data = document.RootElement.GetProperty("data");
            tick(data.GetProperty("s").GetString()!, data.GetProperty("p").GetString()!);
        }
    }
}
