using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>
/// Fetches the minutes that are missing or not final from the exchange's own record: at the beginning of a term, when somebody
/// suspects that some are missing, and every now and then. What it looks for is what the table lacks, so nothing needs to be
/// remembered over restarts and takeovers.
/// </summary>
internal sealed partial class CandleBackfill(
    CandleGaps gaps, BinanceKlines exchange, CandleBatches batches, BackfillSignal signal, SageMarketMetrics metrics, IOptions<MarketOptions> options, MarketSymbols symbols, TimeProvider time, ILogger<CandleBackfill> logger)
{
    // A minute that the exchange's record lacks for this long was never there: it was closed, or the pair not listed.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    // The exchange's record of a minute may grow for a moment after its end.
    private const long SettledMilliseconds = 2_000;

    private readonly HashSet<(int Symbol, long OpenTime)> _absent = [];
    private readonly HashSet<int> _refused = [];
    private bool _failing;

    public async Task RunAsync(LeaseTerm term, CancellationToken lost)
    {
        // Another leader may have had another view of what is not there.
        _absent.Clear();
        while (true)
        {
            var pause = await TryRunOnceAsync(term, lost);
            await Task.Delay(pause, time, lost);
            await signal.WaitAsync(options.Value.Candles.BackfillInterval, time, lost);
        }
    }

    /// <summary>One look. Returns how long the exchange wants to be left alone.</summary>
    internal async Task<TimeSpan> TryRunOnceAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        using var span = MarketTraces.Start("candles backfill");
        try
        {
            var written = await FillAsync(term, cancellationToken);
            span?.SetTag("sage.market.candles", written);
            if (written > 0)
            {
                Log.Filled(logger, written);
            }

            _failing = false;
        }
        catch (ExchangeBusyException exception)
        {
            Log.Busy(logger, exception.Message, exception.Pause.TotalSeconds);
            return exception.Pause;
        }
        catch (Exception exception) when (exception is NpgsqlException or HttpRequestException or InvalidDataException or TimeoutException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            metrics.BackfillFailed();
            span.Fail(exception);
            if (!_failing)
            {
                _failing = true;
                Log.Failed(logger, exception.Message);
            }
        }

        return TimeSpan.Zero;
    }

    private async Task<int> FillAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        var missing = await gaps.FindAsync(cancellationToken);
        var written = 0;
        long? closedBefore = null;
        foreach (var symbol in missing)
        {
            var wanted = symbol.Where(minute => !_absent.Contains((symbol.Key, minute))).ToHashSet();
            foreach (var range in KlineRange.Cover(wanted.Order()))
            {
                // Not by our clock: a minute that only seems to be over would be kept as final.
                closedBefore ??= await exchange.GetTimeAsync(cancellationToken) - SettledMilliseconds;
                try
                {
                    written += await FillAsync(term, symbol.Key, range, wanted, closedBefore.Value, cancellationToken);
                    _refused.Remove(symbol.Key);
                }
                catch (Exception exception) when (exception is InvalidDataException or HttpRequestException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.NotFound })
                {
                    // About this pair, which may not even be listed: the others must not wait for it.
                    TellRefused(symbol.Key, exception);
                    break;
                }
            }
        }

        return written;
    }

    private void TellRefused(int symbol, Exception exception)
    {
        metrics.BackfillFailed();
        if (_refused.Add(symbol))
        {
            Log.Refused(logger, symbols.Names[symbol], exception.Message);
        }
    }

    private async Task<int> FillAsync(LeaseTerm term, int symbol, KlineRange range, HashSet<long> wanted, long closedBefore, CancellationToken cancellationToken)
    {
        var told = await exchange.GetAsync(symbol, range, closedBefore, cancellationToken);
        var closed = told.Where(kline => kline.Closed && wanted.Contains(kline.OpenTime)).DistinctBy(kline => kline.OpenTime).ToList();
        IReadOnlyList<Kline> refused = closed.Count > 0 ? await batches.WriteAsync(term, closed, cancellationToken) : [];
        metrics.CandlesBackfilled(closed.Count - refused.Count);

        var late = (time.GetUtcNow() - Late).ToUnixTimeMilliseconds();
        var there = told.Select(kline => kline.OpenTime).ToHashSet();
        var absent = wanted.Where(minute => minute >= range.First && minute <= range.Last && minute < late && !there.Contains(minute)).ToList();
        _absent.UnionWith(absent.Concat(refused.Select(kline => kline.OpenTime)).Select(minute => (symbol, minute)));
        if (absent.Count > 0)
        {
            Log.Absent(logger, absent.Count, symbols.Names[symbol], CandleClock.ToUtc(absent[0]));
        }

        return closed.Count - refused.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} minutes were missing or not final; they are now as the exchange recorded them.")]
        public static partial void Filled(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The exchange is not asked for missing minutes for {Seconds:0} s: {Reason}.")]
        public static partial void Busy(ILogger logger, string reason, double seconds);

        [LoggerMessage(3, LogLevel.Warning, "Missing minutes could not be fetched, it is tried again: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Warning, "Missing minutes of {Symbol} could not be fetched, it is tried again: {Reason}")]
        public static partial void Refused(ILogger logger, string symbol, string reason);

        [LoggerMessage(4, LogLevel.Information, "The exchange has no record of {Count} minutes of {Symbol}, the first at {OpenTime:O}: the gap stays.")]
        public static partial void Absent(ILogger logger, int count, string symbol, DateTime openTime);
    }
}
