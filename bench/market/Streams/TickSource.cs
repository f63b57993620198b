using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Sage.Bench.Market.Streams;

/// <summary>
/// An exchange: a websocket that sends trades at a steady rate, round the symbols. Tick n of a symbol has the price
/// (FirstPrice + n) / 100, so that whoever receives a price knows when it was sent.
/// </summary>
internal sealed class TickSource : IAsyncDisposable
{
    public const int Symbols = 10;
    public const int FirstPrice = 1_000_000;

    private const int Remembered = 1 << 16;
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly long[,] _sentAt = new long[Symbols, Remembered];
    private readonly int[] _last = new int[Symbols];
    private readonly byte[] _batch = new byte[512 * 1024];
    private readonly List<Socket> _readers = [];
    private Thread? _thread;
    private int _perSecond;
    private long _sent;

    public TickSource()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static string Names => string.Join(',', Enumerable.Range(0, Symbols).Select(Name));

    public long Sent => Interlocked.Read(ref _sent);

    public bool IsRead
    {
        get
        {
            lock (_readers)
            {
                return _readers.Count > 0;
            }
        }
    }

    public static string Name(int symbol) => string.Create(CultureInfo.InvariantCulture, $"T{symbol:00}USDT");

    /// <summary>When tick <paramref name="n"/> of the symbol was sent; 0: not yet, or too long ago.</summary>
    public long SentAt(int symbol, int n) => n < 0 || n > Volatile.Read(ref _last[symbol]) || n <= Volatile.Read(ref _last[symbol]) - Remembered ? 0 : _sentAt[symbol, n & (Remembered - 1)];

    public int Last(int symbol) => Volatile.Read(ref _last[symbol]);

    /// <summary>0 stops.</summary>
    public void SetRate(int perSecond)
    {
        Volatile.Write(ref _perSecond, perSecond);
        if (_thread is null)
        {
            // A thread of its own: pace must not depend on how busy the pool is.
            _thread = new Thread(Send) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
            _thread.Start();
        }
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        _thread?.Join();
        _listener.Dispose();
        lock (_readers)
        {
            _readers.ForEach(reader => reader.Dispose());
        }

        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Send()
    {
        var (started, due, rate, symbol) = (Stopwatch.GetTimestamp(), 0L, 0, 0);
        while (!_stopping.IsCancellationRequested)
        {
            _stopping.Token.WaitHandle.WaitOne(1);
            var wanted = Volatile.Read(ref _perSecond);
            if (wanted != rate)
            {
                (started, due, rate) = (Stopwatch.GetTimestamp(), 0, wanted);
            }

            var behind = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * rate) - due;
            due += behind;
            var length = 0;
            for (; behind > 0 && length < _batch.Length - 1024; behind--)
            {
                length += Frame(symbol, _batch.AsSpan(length));
                symbol = (symbol + 1) % Symbols;
                _sent++;
            }

            lock (_readers)
            {
                foreach (var reader in _readers)
                {
                    Deliver(reader, _batch.AsSpan(0, length));
                }
            }
        }
    }

    private int Frame(int symbol, Span<byte> into)
    {
        const int HeaderLength = 4;
        var n = _last[symbol] + 1;
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var price = FirstPrice + n;
        Encoding.UTF8.TryGetBytes(
            string.Create(CultureInfo.InvariantCulture, $$"""{"stream":"t{{symbol:00}}usdt@trade","data":{"e":"trade","E":{{now}},"s":"T{{symbol:00}}USDT","t":{{n}},"p":"{{price / 100}}.{{price % 100:00}}","q":"0.01000000","T":{{now}},"m":true,"M":true} }"""),
            into[HeaderLength..], out var length);
        (into[0], into[1], into[2], into[3]) = (0x81, 126, (byte)(length >> 8), (byte)length);
        _sentAt[symbol, n & (Remembered - 1)] = Stopwatch.GetTimestamp();
        Volatile.Write(ref _last[symbol], n);
        return HeaderLength + length;
    }

    private static void Deliver(Socket reader, ReadOnlySpan<byte> frames)
    {
        try
        {
            while (frames.Length > 0)
            {
                frames = frames[reader.Send(frames)..];
            }
        }
        catch (SocketException)
        {
            // The server under measurement has ended.
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                socket.NoDelay = true;
                var buffer = new byte[8192];
                var request = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, _stopping.Token));
                var key = request.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();
#pragma warning disable CA5350 // The websocket protocol's own handshake.
                var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
                await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"), _stopping.Token);
                lock (_readers)
                {
                    _readers.Add(socket);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The measurement is over.
        }
    }
}
