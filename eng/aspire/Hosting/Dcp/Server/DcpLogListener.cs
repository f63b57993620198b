using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP's processes connect to this socket and write their log lines; they become entries of Aspire.Hosting.Dcp.* categories.</summary>
internal sealed partial class DcpLogListener : IAsyncDisposable
{
    /// <summary>The API server, its controllers and a spare.</summary>
    private const int Backlog = 3;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly List<Task> _readers = [];
    private Task _accepting = Task.CompletedTask;

    public DcpLogListener(string path, ILoggerFactory loggers)
    {
        _loggers = loggers;
        _logger = loggers.CreateLogger<DcpLogListener>();
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(Backlog);
    }

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_readers);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                _readers.RemoveAll(reader => reader.IsCompleted);
                _readers.Add(ReadAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end of the session; the log of DCP is a help, never a condition.
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                Write(line);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // That process of DCP is gone, or the session is over.
        }
    }

    private void Write(string line)
    {
        if (DcpLogLine.TryParse(line, out var parsed))
        {
            // DCP reports as errors what ends up in the log of a resource anyway, so nothing here is above Debug.
            var level = parsed.Value.Level is LogLevel.Trace ? LogLevel.Trace : LogLevel.Debug;
            Log.Line(_loggers.CreateLogger($"Aspire.Hosting.Dcp.{parsed.Value.Category}"), level, parsed.Value.Message);
        }
        else
        {
            Log.Line(_logger, LogLevel.Debug, line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Message}")]
        public static partial void Line(ILogger logger, LogLevel level, string message);
    }
}
