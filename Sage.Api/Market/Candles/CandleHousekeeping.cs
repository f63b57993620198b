using Microsoft.Extensions.Options;
using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>
/// The scheduled jobs of the leader: roll up, make partitions ahead, drop what is too old. Timers are all the schedule they need:
/// each looks at what the tables say is to be done, so a run that was missed is made up by the next, whoever leads then.
/// </summary>
internal sealed partial class CandleHousekeeping(
    CandleRollup rollup, CandlePartitions partitions, IOptions<MarketOptions> options, TimeProvider time, ILogger<CandleHousekeeping> logger) : IDisposable
{
    // One after the other: of the process's few connections no more than one is taken for what can wait.
    private readonly SemaphoreSlim _turn = new(1);

    public Task RollUpAsync(LeaseTerm term, CancellationToken lost) =>
        RepeatAsync("roll-up", options.Value.Candles.RollupInterval, () => rollup.RunAsync(term, lost), lost);

    public void Dispose() => _turn.Dispose();

    public Task RetainAsync(LeaseTerm term, CancellationToken lost) =>
        RepeatAsync("retention", options.Value.Candles.RetentionInterval, async () =>
        {
            await partitions.EnsureAheadAsync(lost);
            await partitions.DropOldAsync(term, lost);
            await rollup.DropOldAsync(term, time.GetUtcNow() - options.Value.Candles.KeepHours, lost);
        }, lost);

    private async Task RepeatAsync(string job, TimeSpan interval, Func<Task> run, CancellationToken lost)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            await _turn.WaitAsync(lost);
            using var span = MarketTraces.Start($"candles {job}");
            try
            {
                await run();
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
            {
                span.Fail(exception);
                Log.Failed(logger, job, interval.TotalSeconds, exception.Message);
            }
            finally
            {
                _turn.Release();
            }
        }
        while (await timer.WaitForNextTickAsync(lost));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The {Job} of the candles failed, it is done again in {Seconds:0} s: {Reason}")]
        public static partial void Failed(ILogger logger, string job, double seconds, string reason);
    }
}
