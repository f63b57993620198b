using Sage.Api.Market.Lease;
using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>
/// Shares what this process reads from the exchanges. It follows the board like any reader, so while Valkey is away nothing
/// piles up, and when it is back the newest prices go out first.
/// </summary>
internal sealed partial class PricePublisher(PriceBoard board, SharedPrices shared, SageMarketMetrics metrics, TimeProvider time, ILogger<PricePublisher> logger) : IFeedLeader
{
    private static readonly TimeSpan PauseBetweenBatches = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastTimeout = TimeSpan.FromSeconds(1);

    private readonly List<PriceEntry> _changed = [];
    private long _sequence;
    private bool _failing;

    public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await board.WaitForChangeAsync(_sequence, Timeout.InfiniteTimeSpan, cancellationToken);
                var done = await TryPublishAsync(term, cancellationToken);
                await Task.Delay(done ? PauseBetweenBatches : PauseAfterFailure, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !term.Deposed.IsCompleted)
        {
            // Whoever comes next begins with the last prices of this process.
            using var limit = new CancellationTokenSource(LastTimeout, time);
            try
            {
                await TryPublishAsync(term, limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                // Valkey is away; the next one will read the exchanges anyway.
            }
        }
    }

    private async Task<bool> TryPublishAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        _changed.Clear();
        var next = board.CollectSince(_sequence, _changed);
        _changed.RemoveAll(entry => !entry.Local || entry.Quote.Token != term.Token);
        try
        {
            if (_changed.Count > 0 && await shared.PublishAsync([.. _changed.Select(entry => entry.Quote with { Age = entry.Age(time) })], term.Token, cancellationToken) is { } newer)
            {
                term.Depose($"Valkey knows a newer leader, of term {newer}.");
                return false;
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Tell(exception.Message);
            return false;
        }

        metrics.PricesShared(_changed.Count);
        Tell(null);
        _sequence = next;
        return true;
    }

    private void Tell(string? failure)
    {
        if (_failing != failure is not null)
        {
            _failing = !_failing;
            if (failure is not null)
            {
                Log.Failing(logger, failure);
            }
            else
            {
                Log.Recovered(logger);
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
