using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sage.Bench.Market.Streams;

/// <summary>One client of the event stream on a raw socket. It measures one symbol, and near the end notes the price of all.</summary>
internal sealed class StreamReader(TickSource source, StreamTotals totals, int number) : IDisposable
{
    private static readonly byte[][] Patterns = [.. Enumerable.Range(0, TickSource.Symbols).Select(symbol => Encoding.ASCII.GetBytes($"\"{TickSource.Name(symbol)}\",\"price\":\""))];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly int[] _seen = new int[TickSource.Symbols];
    private readonly int _symbol = number % TickSource.Symbols;

    /// <summary>Tick that it knows as the newest of the symbol.</summary>
    public int Seen(int symbol) => _seen[symbol];

    public async Task RunAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), cancellationToken);
            await _socket.SendAsync("GET /api/market/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"u8.ToArray(), cancellationToken);
            var length = 0;
            while (true)
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    Interlocked.Increment(ref totals.Lost);
                    return;
                }

                Interlocked.Add(ref totals.Bytes, read);
                length += read;
                length = Take(length);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref totals.Lost);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Looks at the whole events, and keeps the rest.</summary>
    private int Take(int length)
    {
        var text = _buffer.AsSpan(0, length);
        var end = text.LastIndexOf("\n\n"u8);
        if (end < 0)
        {
            return length == _buffer.Length ? 0 : length;
        }

        var now = Stopwatch.GetTimestamp();
        Measure(text[..end], now);
        if (totals.NoteAll)
        {
            for (var symbol = 0; symbol < TickSource.Symbols; symbol++)
            {
                if (symbol != _symbol)
                {
                    _seen[symbol] = Math.Max(_seen[symbol], Newest(text[..end], symbol));
                }
            }
        }

        text[(end + 2)..].CopyTo(_buffer);
        return length - end - 2;
    }

    private void Measure(ReadOnlySpan<byte> events, long now)
    {
        var rest = events;
        for (var at = rest.IndexOf(Patterns[_symbol]); at >= 0; at = rest.IndexOf(Patterns[_symbol]))
        {
            rest = rest[(at + Patterns[_symbol].Length)..];
            var tick = Price(rest) - TickSource.FirstPrice;
            Interlocked.Increment(ref totals.Delivered);
            if (!totals.Measuring || _seen[_symbol] == 0)
            {
                _seen[_symbol] = tick;
                continue;
            }

            if (source.SentAt(_symbol, tick) is > 0 and var sent)
            {
                totals.Delivery.Record(now - sent);
            }

            // Every tick that this one stands for: how long the client had to wait to know it or a newer one.
            for (var covered = _seen[_symbol] + 1; covered <= tick; covered++)
            {
                if (source.SentAt(_symbol, covered) is > 0 and var began)
                {
                    totals.Waiting.Record(now - began);
                }
            }

            _seen[_symbol] = Math.Max(_seen[_symbol], tick);
        }
    }

    private static int Newest(ReadOnlySpan<byte> events, int symbol)
    {
        var at = events.LastIndexOf(Patterns[symbol]);
        return at < 0 ? 0 : Price(events[(at + Patterns[symbol].Length)..]) - TickSource.FirstPrice;
    }

    // "10000.01" is 1000001.
    private static int Price(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var digit in text)
        {
            if (digit == '"')
            {
                break;
            }

            value = digit == '.' ? value : value * 10 + digit - '0';
        }

        return value;
    }
}

/// <summary>What all clients have seen.</summary>
internal sealed class StreamTotals : IDisposable
{
    public long Bytes;
    public long Delivered;
    public int Lost;

    /// <summary>Of the ticks that were sent to clients: from the exchange's socket to the client.</summary>
    public LatencyHistogram Delivery { get; } = new();

    /// <summary>Of all ticks, conflated ones included: until the client has it or a newer one.</summary>
    public LatencyHistogram Waiting { get; } = new();

    public bool Measuring { get; set; }

    public bool NoteAll { get; set; }

    public void Dispose()
    {
        Delivery.Dispose();
        Waiting.Dispose();
    }
}
