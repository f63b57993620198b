using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sage.Bench.Market.Streams;

namespace Sage.Bench.Market.Requests;

/// <summary>Keep-alive connections on raw sockets, one request after the other on each.</summary>
internal static class OwnLoad
{
    public static async Task<Load> RunAsync(Uri address, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var latencies = new LatencyHistogram();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stopping.CancelAfter(duration);
        var request = Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var began = Stopwatch.GetTimestamp();
        var errors = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ConnectionAsync(address, request, latencies, stopping.Token)));
        return new Load(latencies.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, latencies.Percentile(0.5), latencies.Percentile(0.99), errors.Sum());
    }

    private static async Task<long> ConnectionAsync(Uri address, byte[] request, LatencyHistogram latencies, CancellationToken cancellationToken)
    {
        var errors = 0L;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var buffer = new byte[64 * 1024];
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancellationToken);
            while (true)
            {
                var began = Stopwatch.GetTimestamp();
                await socket.SendAsync(request, cancellationToken);
                var (length, wanted) = (0, int.MaxValue);
                while (length < wanted)
                {
                    var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                    if (read == 0)
                    {
                        return errors + 1;
                    }

                    length += read;
                    wanted = wanted == int.MaxValue ? ResponseLength(buffer.AsSpan(0, length)) : wanted;
                }

                errors += buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8) ? 0 : 1;
                latencies.Record(Stopwatch.GetTimestamp() - began);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            return cancellationToken.IsCancellationRequested ? errors : errors + 1;
        }
    }

    /// <summary>Head and body; the maximum while the head is not complete.</summary>
    private static int ResponseLength(ReadOnlySpan<byte> text)
    {
        var head = text.IndexOf("\r\n\r\n"u8);
        var at = text.IndexOf("Content-Length: "u8);
        if (head < 0 || at < 0)
        {
            return int.MaxValue;
        }

        var length = 0;
        foreach (var digit in text[(at + "Content-Length: ".Length)..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            length = length * 10 + digit - '0';
        }

        return head + 4 + length;
    }
}
