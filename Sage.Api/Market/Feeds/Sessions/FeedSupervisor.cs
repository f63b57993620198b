namespace Sage.Api.Market.Feeds.Sessions;

/// <summary>
/// Keeps one connection to an exchange: connect, read until it ends, say why, wait, again. A connection whose end is announced or
/// near is kept until the next one has told its first price, so that nothing is missed in between.
/// </summary>
internal sealed partial class FeedSupervisor(
    FeedProtocol protocol, IFeedSocketFactory sockets, ConnectLimiter limiter, FeedStatus status, SageMarketMetrics metrics, TimeSpan silenceTimeout, TimeProvider time, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        FeedSession? current = null;
        try
        {
            while (true)
            {
                current ??= await OpenAsync(first: true, cancellationToken);
                await Task.WhenAny(current.Ended, current.RenewalDue);
                if (!current.Ended.IsCompleted && await ReplaceAsync(current, cancellationToken) is { } next)
                {
                    current.Dispose();
                    (current, failures) = (next, 0);
                    continue;
                }

                var end = await current.Ended;
                current.Dispose();
                current = null;
                cancellationToken.ThrowIfCancellationRequested();
                status.Left(end);

                failures = end.ConnectedFor >= ReconnectBackoff.HealthyAfter ? 0 : failures;
                var delay = protocol.TryElsewhere(end.Reason)
                    ? ReconnectBackoff.Delay(DisconnectReason.ConnectionLost, 0, Random.Shared.NextDouble())
                    : ReconnectBackoff.Delay(end.Reason, failures++, Random.Shared.NextDouble());
                metrics.Disconnected(protocol.Source, end.Reason);
                Log.Disconnected(logger, protocol.Source, end.Reason, end.Detail, end.ConnectedFor.TotalSeconds, delay.TotalSeconds);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
        finally
        {
            if (current is not null)
            {
                await current.StopAsync();
                current.Dispose();
            }

            status.Enter(FeedState.Off);
        }
    }

    /// <summary>The new connection; null when the old one ended before any stood.</summary>
    private async Task<FeedSession?> ReplaceAsync(FeedSession old, CancellationToken cancellationToken)
    {
        Log.Replacing(logger, protocol.Source);
        for (var attempt = 0; !old.Ended.IsCompleted; attempt++)
        {
            var next = await OpenAsync(first: false, cancellationToken);
            await Task.WhenAny(next.Live, next.Ended, old.Ended);
            if (!next.Ended.IsCompleted)
            {
                await old.StopAsync();
                Log.Replaced(logger, protocol.Source);
                return next;
            }

            var failure = await next.Ended;
            next.Dispose();
            var delay = ReconnectBackoff.Delay(failure.Reason, attempt, Random.Shared.NextDouble());
            Log.NotReplaced(logger, protocol.Source, failure.Reason, failure.Detail, delay.TotalSeconds);
            await Task.WhenAny(Task.Delay(delay, time, cancellationToken), old.Ended);
        }

        return null;
    }

    private async Task<FeedSession> OpenAsync(bool first, CancellationToken cancellationToken)
    {
        await limiter.WaitAsync(cancellationToken);
        if (first)
        {
            status.Enter(FeedState.Connecting);
        }

        var address = protocol.Address;
        return new FeedSession(sockets, protocol, silenceTimeout, time, () =>
        {
            status.Enter(FeedState.Live);
            Log.Connected(logger, protocol.Source, address.Host);
        }, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reading {Source} from {Host}.")]
        public static partial void Connected(ILogger logger, FeedSource source, string host);

        [LoggerMessage(2, LogLevel.Warning, "{Source}: the feed ended: {Reason} ({Detail}) after {Seconds:0.0} s; next try in {Delay:0.0} s.")]
        public static partial void Disconnected(ILogger logger, FeedSource source, DisconnectReason reason, string detail, double seconds, double delay);

        [LoggerMessage(3, LogLevel.Information, "{Source} is about to end the connection; another one is opened beside it.")]
        public static partial void Replacing(ILogger logger, FeedSource source);

        [LoggerMessage(4, LogLevel.Information, "{Source}: the new connection has taken over.")]
        public static partial void Replaced(ILogger logger, FeedSource source);

        [LoggerMessage(5, LogLevel.Warning, "{Source}: the new connection failed: {Reason} ({Detail}); the old one is still read, next try in {Delay:0.0} s.")]
        public static partial void NotReplaced(ILogger logger, FeedSource source, DisconnectReason reason, string detail, double delay);
    }
}
