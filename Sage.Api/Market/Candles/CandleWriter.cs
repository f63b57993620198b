using Microsoft.Extensions.Options;
using Npgsql;

namespace Sage.Api.Market.Candles;

/// <summary>
/// Writes what the buffer has collected, every interval and once more at the end. A batch that failed is sent again unchanged,
/// before anything newer: so it counts once even if only the answer was lost.
/// </summary>
internal sealed partial class CandleWriter(CandleBuffer buffer, CandleStore store, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<CandleWriter> logger)
    : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWriteTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReminderInterval = TimeSpan.FromMinutes(1);

    private IReadOnlyList<Candle> _unsent = [];
    private long? _downSince;
    private long _remindedAt;
    private long _droppedBefore;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAllAsync(LastWriteTimeout, cancellationToken);
        if (_unsent.Count + buffer.Count is > 0 and var lost)
        {
            Log.LostAtTheEnd(logger, lost);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CandleFlushInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAllAsync(WriteTimeout, stoppingToken);
                ReportDropped();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync writes the rest.
        }
    }

    private async Task WriteAllAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        while (true)
        {
            _unsent = _unsent.Count > 0 ? _unsent : buffer.Take(BatchSize);
            if (_unsent.Count == 0)
            {
                return;
            }

            try
            {
                await store.AddAsync(_unsent, either.Token);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or OperationCanceledException)
            {
                ReportFailure(exception, cancellationToken);
                return;
            }

            metrics.CandlesWritten(_unsent.Count);
            _unsent = [];
            ReportSuccess();
        }
    }

    private void ReportFailure(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return;
        }

        if (_downSince is null || time.GetElapsedTime(_remindedAt) >= ReminderInterval)
        {
            _downSince ??= time.GetTimestamp();
            _remindedAt = time.GetTimestamp();
            Log.Failing(logger, time.GetElapsedTime(_downSince.Value).TotalSeconds, _unsent.Count + buffer.Count, options.Value.MaxPendingCandles, exception is OperationCanceledException ? "no answer in time" : exception.Message);
        }
    }

    private void ReportSuccess()
    {
        if (_downSince is { } since)
        {
            Log.Recovered(logger, time.GetElapsedTime(since).TotalSeconds);
            _downSince = null;
        }
    }

    private void ReportDropped()
    {
        if (buffer.Dropped - _droppedBefore is > 0 and var dropped)
        {
            _droppedBefore += dropped;
            metrics.CandlesDropped(dropped);
            Log.Dropped(logger, dropped, options.Value.MaxPendingCandles);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Candles cannot be written for {Seconds:0} s now; {Count} wait in memory, of at most {Max}: {Reason}")]
        public static partial void Failing(ILogger logger, double seconds, int count, int max, string reason);

        [LoggerMessage(2, LogLevel.Information, "Candles are written again after {Seconds:0} s.")]
        public static partial void Recovered(ILogger logger, double seconds);

        [LoggerMessage(3, LogLevel.Critical, "{Count} candles are lost: Postgres was down for longer than the {Max} that memory holds. Backfill them from the exchange.")]
        public static partial void Dropped(ILogger logger, long count, int max);

        [LoggerMessage(4, LogLevel.Critical, "{Count} candles are lost: Postgres did not take them before the process ended.")]
        public static partial void LostAtTheEnd(ILogger logger, int count);
    }
}
