using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>
/// Shares what this process reads from the exchange. It follows the board like any reader, so while Valkey is away nothing
/// piles up, and when it is back the newest prices go out first.
/// </summary>
internal sealed partial class PricePublisher(PriceBoard board, SharedPrices shared, SageMarketMetrics metrics, TimeProvider time, ILogger<PricePublisher> logger) : BackgroundService
{
    private static readonly TimeSpan PauseBetweenBatches = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sequence = 0L;
        var failing = false;
        var changed = new List<PriceEntry>();
        while (true)
        {
            await board.WaitForChangeAsync(sequence, Timeout.InfiniteTimeSpan, stoppingToken);
            changed.Clear();
            var next = board.CollectSince(sequence, changed);
            changed.RemoveAll(entry => !entry.Local);
            try
            {
                if (changed.Count > 0)
                {
                    await shared.PublishAsync([.. changed.Select(entry => entry.Quote)], stoppingToken);
                    metrics.PricesShared(changed.Count);
                    if (failing)
                    {
                        failing = false;
                        Log.Recovered(logger);
                    }
                }

                sequence = next;
                await Task.Delay(PauseBetweenBatches, time, stoppingToken);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                if (!failing)
                {
                    failing = true;
                    Log.Failing(logger, exception.Message);
                }

                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Prices are not shared, Valkey does not take them; this process serves them from memory. {Reason}")]
        public static partial void Failing(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Prices are shared again.")]
        public static partial void Recovered(ILogger logger);
    }
}
