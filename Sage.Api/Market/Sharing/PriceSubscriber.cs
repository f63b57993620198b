using System.Text.Json;
using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>Takes over the prices that another backend shares. The client subscribes anew by itself when Valkey comes back.</summary>
internal sealed partial class PriceSubscriber(PriceBoard board, SharedPrices shared, TimeProvider time, ILogger<PriceSubscriber> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TrySubscribeAsync(stoppingToken))
        {
            await Task.Delay(PauseAfterFailure, time, stoppingToken);
        }
    }

    private async Task<bool> TrySubscribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await shared.SubscribeAsync(TakeOver, exception => Log.Malformed(logger, exception.Message), cancellationToken);
            TakeOver(await shared.ReadAllAsync(cancellationToken));
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or JsonException)
        {
            Log.NotSubscribed(logger, exception.Message);
            return false;
        }
    }

    private void TakeOver(IReadOnlyList<PriceQuote> quotes)
    {
        var changed = false;
        foreach (var quote in quotes)
        {
            changed |= board.Apply(quote);
        }

        if (changed)
        {
            board.Announce();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Not subscribed to shared prices yet: {Reason}")]
        public static partial void NotSubscribed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A message on the price channel is not ours: {Reason}")]
        public static partial void Malformed(ILogger logger, string reason);
    }
}
