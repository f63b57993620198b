using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Follows the logs of one process, from the first line on, for as long as somebody reads them.</summary>
internal sealed partial class LogStream : IAsyncDisposable
{
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(2);

    private readonly DcpClient _client;
    private readonly string _name;
    private readonly Action<IReadOnlyList<LogEntry>> _deliver;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Source[] _sources = [.. LogSource.All.Select(source => new Source(source))];
    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;

    public LogStream(DcpClient client, string name, Action<IReadOnlyList<LogEntry>> deliver, TimeProvider time, ILogger logger) =>
        (_client, _name, _deliver, _time, _logger) = (client, name, deliver, time, logger);

    public void Start() => _following = Task.WhenAll(_sources.Select(source => FollowAsync(source, _stop.Token)));

    /// <summary>Delivers what DCP has by now; the following stream then leaves those lines out.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(FlushTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, _stop.Token);
        try
        {
            await Task.WhenAll(_sources.Select(source => ReadAsync(source, follow: false, linked.Token)));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is OperationCanceledException or DcpException or HttpRequestException or IOException)
        {
            Log.Ended(_logger, "flush", _name, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task FollowAsync(Source source, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(source, follow: true, cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (DcpException e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                return;
            }
            catch (Exception e) when (e is DcpException or HttpRequestException or IOException)
            {
                Log.Ended(_logger, source.Kind.Name, _name, e.Message);
            }

            await Task.Delay(ReopenDelay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task ReadAsync(Source source, bool follow, CancellationToken cancellationToken) => _client.ReadLogAsync(
        _name,
        source.Kind.Name,
        follow,
        async reader =>
        {
            var lines = new LogLineReader(reader);
            for (var position = 0L; await lines.ReadAsync(cancellationToken) is { } batch; position += batch.Count)
            {
                source.Deliver(batch, position, _deliver);
            }
        },
        cancellationToken);

    /// <summary>Both readers of a source begin with its first line, so a count is enough to deliver each line once.</summary>
    private sealed class Source(LogSource kind)
    {
        private readonly Lock _lock = new();
        private long _delivered;

        public LogSource Kind { get; } = kind;

        public void Deliver(IReadOnlyList<string> batch, long position, Action<IReadOnlyList<LogEntry>> deliver)
        {
            lock (_lock)
            {
                var known = (int)Math.Clamp(_delivered - position, 0, batch.Count);
                if (known < batch.Count)
                {
                    deliver([.. batch.Skip(known).Select(Kind.Parse)]);
                    _delivered = position + batch.Count;
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Reading the {Source} log of {Instance} ended: {Reason}")]
        public static partial void Ended(ILogger logger, string source, string instance, string reason);
    }
}
