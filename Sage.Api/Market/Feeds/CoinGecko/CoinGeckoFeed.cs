using Microsoft.Extensions.Options;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Feeds.CoinGecko;

/// <summary>Asks CoinGecko while neither exchange tells prices, and leaves it alone otherwise.</summary>
internal sealed partial class CoinGeckoFeed(
    CoinGeckoClient client, CoinGeckoCoins coins, ExchangeClock clock, TickQueue queue, FeedStatuses statuses, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<CoinGeckoFeed> logger)
    : IFeedLeader
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // It tells when a price was last updated, which for a coin that nobody trades may be long ago; stale it is all the same.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    private readonly FrameIntake _intake = new(FeedSource.CoinGecko, Oldest, clock, queue, statuses, metrics, time);
    private readonly FeedStatus _status = statuses[FeedSource.CoinGecko];

    public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        if (!options.Value.CoinGecko.Enabled || coins.Ids.All(id => id is null))
        {
            return;
        }

        try
        {
            _status.Enter(FeedState.Waiting);
            // The exchanges have as long at the start as later to tell something.
            await Task.Delay(options.Value.SilentAfter, time, cancellationToken);
            while (true)
            {
                await Task.Delay(IsNeeded ? await AskAsync(cancellationToken) : Rest(), time, cancellationToken);
            }
        }
        finally
        {
            _status.Enter(FeedState.Off);
        }
    }

    private bool IsNeeded => !statuses[FeedSource.Binance].IsHealthy && !statuses[FeedSource.GateIo].IsHealthy;

    private TimeSpan Rest()
    {
        if (_status.Current.State != FeedState.Waiting)
        {
            _status.Enter(FeedState.Waiting);
        }

        return LookInterval;
    }

    /// <summary>How long to wait afterwards.</summary>
    private async Task<TimeSpan> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (answer, madeAt) = await client.GetAsync(cancellationToken);
            if (madeAt is { } at)
            {
                clock.Observe(at.ToUnixTimeMilliseconds());
            }

            var prices = new List<MarketEvent>();
            if (!CoinGeckoParser.TryParse(answer, coins, prices))
            {
                _intake.Take(FrameOutcome.Malformed, default, default);
                return options.Value.CoinGecko.PollInterval;
            }

            if (_status.Current.State != FeedState.Live)
            {
                _status.Enter(FeedState.Live);
            }

            foreach (var price in prices)
            {
                _intake.Take(FrameOutcome.Accepted, price, default);
            }

            return options.Value.CoinGecko.PollInterval;
        }
        catch (CoinGeckoException exception)
        {
            var pause = exception.RetryAfter ?? options.Value.CoinGecko.PollInterval;
            _status.Left(new Disconnect(exception.Reason, exception.Message, TimeSpan.Zero));
            metrics.Disconnected(FeedSource.CoinGecko, exception.Reason);
            Log.Failed(logger, exception.Reason, exception.Message, pause.TotalSeconds);
            return pause;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "CoinGecko, the last source that is left, does not answer: {Reason} ({Detail}); next try in {Delay:0.0} s.")]
        public static partial void Failed(ILogger logger, DisconnectReason reason, string detail, double delay);
    }
}
