using System.Text.Json;
using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>
/// Takes over the prices that another backend shares: as they are told, and by reading them again when nothing has been told for
/// a while, and now and then at any rate: what was told while the connection was away comes again only when it changes. If that finds something newer, the subscription has died with its connection, and is made anew.
/// </summary>
internal sealed partial class PriceSubscriber(PriceBoard board, SharedPrices shared, TimeProvider time, ILogger<PriceSubscriber> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(3);

    // Shorter than a price may be old and still be called live.
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(9);

    private long _toldAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (subscribed, quiet) = (false, false);
        while (true)
        {
            var done = await TryCatchUpAsync(subscribed, quiet, stoppingToken);
            subscribed = done ?? false;
            var readAt = time.GetTimestamp();
            await Task.Delay(done is null ? PauseAfterFailure : QuietInterval, time, stoppingToken);
            while (subscribed && time.GetElapsedTime(Interlocked.Read(ref _toldAt)) < QuietInterval && time.GetElapsedTime(readAt) < LongestInterval)
            {
                await Task.Delay(QuietInterval, time, stoppingToken);
            }

            quiet = time.GetElapsedTime(Interlocked.Read(ref _toldAt)) >= QuietInterval;
        }
    }

    /// <summary>True: subscribed, and up to date. False: the subscription has missed something. Null: Valkey does not answer.</summary>
    private async Task<bool?> TryCatchUpAsync(bool subscribed, bool quiet, CancellationToken cancellationToken)
    {
        try
        {
            if (!subscribed)
            {
                await shared.SubscribeAsync(Told, exception => Log.Malformed(logger, exception.Message), cancellationToken);
            }

            var missed = TakeOver(await shared.ReadAllAsync(cancellationToken));
            // While others are told, what is newer may just be on its way.
            if (subscribed && quiet && missed)
            {
                Log.Missed(logger);
                return await TryCatchUpAsync(subscribed: false, quiet, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or JsonException)
        {
            Log.NotSubscribed(logger, exception.Message);
            return null;
        }
    }

    private void Told(IReadOnlyList<PriceQuote> quotes)
    {
        Interlocked.Exchange(ref _toldAt, time.GetTimestamp());
        TakeOver(quotes);
    }

    /// <summary>True: something was newer.</summary>
    private bool TakeOver(IReadOnlyList<PriceQuote> quotes)
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

        return changed;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Not subscribed to shared prices: {Reason}")]
        public static partial void NotSubscribed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A message on the price channel is not ours: {Reason}")]
        public static partial void Malformed(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Information, "Shared prices had changed without a word; subscribing to them anew.")]
        public static partial void Missed(ILogger logger);
    }
}
