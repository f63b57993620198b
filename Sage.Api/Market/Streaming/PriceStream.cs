using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>
/// A client's stream: everything once, then what changes. A client that reads slowly holds up its own flush and finds the
/// newest prices afterwards; nothing is kept for it.
/// </summary>
internal sealed class PriceStream(PriceBoard board, StreamClients clients, FeedStatuses feeds, IOptions<MarketOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    /// <param name="context">The request; the caller has entered it with <see cref="StreamClients"/>.</param>
    /// <param name="symbols">The indexes wanted.</param>
    public async Task ServeAsync(HttpContext context, IReadOnlySet<string> symbols)
    {
        try
        {
            Prepare(context.Response);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            try
            {
                await WriteAsync(context.Response.BodyWriter, symbols, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                await SayFarewellAsync(context);
            }
        }
        finally
        {
            clients.Leave();
        }
    }

    private static void Prepare(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        // Proxies such as nginx hold back what they may buffer.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private async Task WriteAsync(PipeWriter writer, IReadOnlySet<string> symbols, CancellationToken cancellationToken)
    {
        var prices = new List<PriceEntry>();
        var sequence = Collect(0, symbols, prices);
        writer.Write("retry: 2000\n"u8);
        EventWriter.WritePrices(writer, "snapshot"u8, prices);

        while (!(await writer.FlushAsync(cancellationToken)).IsCompleted)
        {
            var written = time.GetTimestamp();
            await Task.Delay(options.Value.StreamInterval, time, cancellationToken);
            (var heartbeat, sequence) = await WaitAsync(sequence, symbols, prices, written, cancellationToken);
            if (heartbeat)
            {
                EventWriter.Write(writer, "heartbeat"u8, $$"""{"at":"{{time.GetUtcNow():O}}","feed":"{{feeds[FeedSource.Binance].Current.State}}"}""");
            }
            else
            {
                EventWriter.WritePrices(writer, "prices"u8, prices);
            }
        }
    }

    /// <summary>Waits for a change of the symbols wanted, or until a heartbeat is due.</summary>
    private async Task<(bool Heartbeat, long Sequence)> WaitAsync(long sequence, IReadOnlySet<string> symbols, List<PriceEntry> prices, long written, CancellationToken cancellationToken)
    {
        while (true)
        {
            var remaining = options.Value.HeartbeatInterval - time.GetElapsedTime(written);
            if (remaining <= TimeSpan.Zero || !await board.WaitForChangeAsync(sequence, remaining, cancellationToken))
            {
                return (true, sequence);
            }

            sequence = Collect(sequence, symbols, prices);
            if (prices.Count > 0)
            {
                return (false, sequence);
            }
        }
    }

    private long Collect(long sequence, IReadOnlySet<string> symbols, List<PriceEntry> prices)
    {
        prices.Clear();
        var next = board.CollectSince(sequence, prices);
        prices.RemoveAll(price => !symbols.Contains(price.Quote.Symbol));
        return next;
    }

    // The client reads that this end is meant, and comes back to another backend.
    private async Task SayFarewellAsync(HttpContext context)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        using var limit = new CancellationTokenSource(FarewellTimeout, time);
        EventWriter.Write(context.Response.BodyWriter, "end"u8, """{"reason":"shutdown"}""");
        try
        {
            await context.Response.BodyWriter.FlushAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It does not read: the connection ends without the word.
            context.Abort();
        }
    }
}
