using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>The DCP of this run: started once, stopped in bounded time.</summary>
internal sealed partial class DcpHost(ICliBundleSource bundles, IConfiguration configuration, ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A process that ignores SIGTERM is killed by DCP after 7.5 s.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(9);

    /// <summary>
    /// <c>aspire run</c> kills an AppHost that has not ended 5 s after Ctrl+C, and a service that cannot deliver its last
    /// telemetry, as the dashboard stops with it, takes as long. DCP finishes the work alone.
    /// </summary>
    private static readonly TimeSpan StopTimeoutUnderCli = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    private readonly ILogger _logger = loggers.CreateLogger<DcpHost>();
    private readonly CancellationTokenSource _abandon = new();
    private readonly Lock _lock = new();
    private Task<DcpClient>? _starting;
    private DcpSession? _session;
    private DcpLogListener? _log;

    /// <summary>The directory by which the processes of this DCP are known.</summary>
    public string? SessionDirectory => _session?.Directory;

    /// <summary>The client once DCP answers. The first caller starts it, the others get the same one.</summary>
    public Task<DcpClient> StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return (_starting ??= Task.Run(() => StartOnceAsync(_abandon.Token))).WaitAsync(cancellationToken);
        }
    }

    private async Task<DcpClient> StartOnceAsync(CancellationToken cancellationToken)
    {
        var options = DcpOptions.Read(configuration);
        var bundle = await bundles.GetAsync(cancellationToken);
        var session = DcpSession.Create();
        try
        {
            if (session.LogSocket is { } socket)
            {
                _log = new DcpLogListener(socket, loggers);
                _log.Start();
            }

            var started = time.GetTimestamp();
            var connection = await DcpProcess.StartAsync(bundle, session, options, time, cancellationToken);
            Log.Started(_logger, connection.Server, time.GetElapsedTime(started).TotalMilliseconds);
            _session = session;
            return new DcpClient(connection.CreateHttpClient(), time);
        }
        catch
        {
            await DisposeLogAsync();
            session.Delete();
            throw;
        }
    }

    /// <summary>Ends every process of the session. What cannot be done in time DCP does by itself once this process is gone.</summary>
    public async Task StopAsync(bool waitForCleanup, CancellationToken cancellationToken)
    {
        if (await EndStartAsync() is not { } client || _session is not { IsOver: false } session)
        {
            return;
        }

        var limit = !waitForCleanup && !string.IsNullOrEmpty(configuration["ASPIRE_CLI_PID"]) ? StopTimeoutUnderCli : StopTimeout;
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            if (waitForCleanup)
            {
                await client.SetExecutionAsync(new DcpExecution(DcpExecution.CleaningResources, DcpExecution.FullCleanup), linked.Token);
                while ((await client.GetExecutionAsync(linked.Token)).Status is not DcpExecution.CleanupComplete)
                {
                    await Task.Delay(PollInterval, time, linked.Token);
                }
            }

            await RequestStopAsync(client, linked.Token);
            while (!session.IsOver)
            {
                await Task.Delay(PollInterval, time, linked.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.NotStoppedInTime(_logger, limit.TotalSeconds);
        }
        catch (DcpException e) when (IsGone(e))
        {
            // Somebody has killed it, and it took its processes along.
            session.Delete();
        }
        catch (DcpException e)
        {
            Log.StopFailed(_logger, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        (await EndStartAsync())?.Dispose();
        await DisposeLogAsync();
        _abandon.Dispose();
    }

    /// <summary>The client, or null when DCP was never up; a start that is under way is given up.</summary>
    private async Task<DcpClient?> EndStartAsync()
    {
        if (_starting is not { } starting)
        {
            return null;
        }

        await _abandon.CancelAsync();
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return starting.IsCompletedSuccessfully ? await starting : null;
    }

    private async Task RequestStopAsync(DcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.SetExecutionAsync(new DcpExecution(DcpExecution.Stopping, DcpExecution.FullCleanup), cancellationToken);
        }
        catch (DcpException e) when (!IsGone(e))
        {
            // The server may be gone before its answer is out; whether it stops shows in the session's directory.
            Log.StopAnswerLost(_logger, e.Message);
        }
    }

    private static bool IsGone(DcpException e) => e.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    private async Task DisposeLogAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync();
            _log = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "DCP answers at {Server} after {Milliseconds:0} ms")]
        public static partial void Started(ILogger logger, Uri server, double milliseconds);

        [LoggerMessage(2, LogLevel.Debug, "DCP has not stopped within {Seconds} s; it goes on when this process has ended")]
        public static partial void NotStoppedInTime(ILogger logger, double seconds);

        [LoggerMessage(3, LogLevel.Debug, "DCP could not be stopped; it ends with this process: {Reason}")]
        public static partial void StopFailed(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Debug, "DCP did not confirm the stop: {Reason}")]
        public static partial void StopAnswerLost(ILogger logger, string reason);
    }
}
