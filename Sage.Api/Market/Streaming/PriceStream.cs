using Microsoft.AspNetCore.Connections.Features;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>The request side of a stream: its first event, then it is the broadcaster's until either end has enough.</summary>
internal sealed class PriceStream(PriceBoard board, MarketSymbols known, PriceBroadcaster broadcaster, TimeProvider time)
{
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    // What a client that stops reading has in front of it when it goes on is old: the system's own megabytes are too many.
    public const int SendBufferBytes = 16 * 1024;

    /// <param name="context">The request.</param>
    /// <param name="symbols">Those wanted.</param>
    /// <param name="lastEventId">What the client read last, if it comes back.</param>
    public async Task ServeAsync(HttpContext context, SymbolSet symbols, string? lastEventId)
    {
        Prepare(context);
        var (first, sequence) = Begin(symbols, lastEventId);
        var client = new StreamClient(context.Response.BodyWriter, symbols, sequence);
        await using var gone = context.RequestAborted.UnsafeRegister(static state => ((StreamClient)state!).End(), client);
        client.TryWrite(first.Bytes);
        broadcaster.Join(client);
        await client.Ended;
        await FinishAsync(client, context);
    }

    private static void Prepare(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        // Proxies such as nginx hold back what they may buffer.
        response.Headers["X-Accel-Buffering"] = "no";
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.SendBufferSize = SendBufferBytes;
        }
    }

    private (EventFrame Frame, long Sequence) Begin(SymbolSet symbols, string? lastEventId)
    {
        var frame = new EventFrame();
        frame.Retry();
        var entries = new List<PriceEntry>();
        var sequence = board.CollectSince(0, entries);
        entries.RemoveAll(entry => !known.TryGetIndex(entry.Quote.Symbol, out var symbol) || !symbols.Contains(symbol));

        var epoch = EventId.Epoch(board.Epoch, symbols, SymbolSet.All(known));
        if (EventId.Parse(lastEventId, epoch) is { } before && before <= sequence)
        {
            // Also when nothing has changed: the client learns at once that it is connected.
            entries.RemoveAll(entry => entry.Sequence <= before);
            frame.Changes(epoch, sequence, entries);
        }
        else
        {
            frame.Snapshot(epoch, sequence, entries);
        }

        return (frame, sequence);
    }

    // The response must not be touched by anyone once the request has ended.
    private async Task FinishAsync(StreamClient client, HttpContext context)
    {
        var taken = client.Leave();
        try
        {
            await taken.WaitAsync(FarewellTimeout, time);
        }
        catch (TimeoutException)
        {
            // It does not read: the connection ends without a word.
            context.Abort();
            await taken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The connection ended under the last write.
        }
    }
}
