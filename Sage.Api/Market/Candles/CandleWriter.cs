using Microsoft.Extensions.Options;
using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>Writes what is pending, every interval and once more at the end of the term.</summary>
internal sealed partial class CandleWriter(
    PendingCandles pending, CandleBatches batches, BackfillSignal missing, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<CandleWriter> logger)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWriteTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReminderInterval = TimeSpan.FromMinutes(1);

    private long? _downSince;
    private long _remindedAt;
    private long _droppedBefore;

    public async Task RunAsync(LeaseTerm term, CancellationToken lost)
    {
        using var timer = new PeriodicTimer(options.Value.Candles.FlushInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(lost))
            {
                await WriteAllAsync(term, WriteTimeout, lost);
                ReportDropped();
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // The rest is written below, as long as the fence lets it.
        }

        await WriteAllAsync(term, LastWriteTimeout, CancellationToken.None);
        if (pending.Count is > 0 and var left)
        {
            Log.LeftOver(logger, left);
        }
    }

    private async Task WriteAllAsync(LeaseTerm term, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        while (pending.Take(BatchSize) is { Count: > 0 } batch)
        {
            try
            {
                await batches.WriteAsync(term, batch, either.Token);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or OperationCanceledException or LeaseLostException)
            {
                // Whether it was committed does not matter: it is a state, not an addition.
                pending.Return(batch);
                ReportFailure(exception, cancellationToken);
                return;
            }

            ReportSuccess();
        }
    }

    private void ReportFailure(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is LeaseLostException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return;
        }

        if (_downSince is null || time.GetElapsedTime(_remindedAt) >= ReminderInterval)
        {
            _downSince ??= time.GetTimestamp();
            _remindedAt = time.GetTimestamp();
            Log.Failing(logger, time.GetElapsedTime(_downSince.Value).TotalSeconds, pending.Count, options.Value.Candles.MaxPending, exception is OperationCanceledException ? "no answer in time" : exception.Message);
        }
    }

    private void ReportSuccess()
    {
        if (_downSince is { } since)
        {
            Log.Recovered(logger, time.GetElapsedTime(since).TotalSeconds);
            _downSince = null;
            missing.Request();
        }
    }

    private void ReportDropped()
    {
        if (pending.Dropped - _droppedBefore is > 0 and var dropped)
        {
            _droppedBefore += dropped;
            metrics.CandlesDropped(dropped);
            Log.Dropped(logger, dropped, options.Value.Candles.MaxPending);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Candles cannot be written for {Seconds:0} s now; {Count} wait in memory, of at most {Max}: {Reason}")]
        public static partial void Failing(ILogger logger, double seconds, int count, int max, string reason);

        [LoggerMessage(2, LogLevel.Information, "Candles are written again after {Seconds:0} s.")]
        public static partial void Recovered(ILogger logger, double seconds);

        [LoggerMessage(3, LogLevel.Critical, "{Count} candles are no longer in memory: Postgres was down for longer than the {Max} that it holds. They are fetched from the exchange once Postgres is back.")]
        public static partial void Dropped(ILogger logger, long count, int max);

        [LoggerMessage(4, LogLevel.Warning, "{Count} candles were not written before this process stopped leading; the next leader fetches them from the exchange.")]
        public static partial void LeftOver(ILogger logger, int count);
    }
}
