using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Watches all objects of a kind for as long as the application runs.</summary>
internal sealed partial class DcpWatch<T>(DcpClient client, TimeProvider time, ILogger logger)
    where T : DcpObject, IDcpObject<T>
{
    /// <summary>A few seconds without DCP: its processes end with it, so it is not coming back.</summary>
    private const int FailuresToReport = 5;

    /// <summary>A watch that DCP has silently dropped looks like one without changes, so each is given up after a while.</summary>
    private static readonly TimeSpan Reopen = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (string? Uid, string? Version)> _seen = new(StringComparer.Ordinal);

    /// <summary>Reports each state of each object once, although every new watch begins with all that exists.</summary>
    public async Task RunAsync(Func<DcpWatchEvent<T>, Task> onEvent, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            using var window = new CancellationTokenSource(Reopen, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, window.Token);
            try
            {
                await client.WatchOnceAsync<T>(change => IsNew(change) ? onEvent(change) : Task.CompletedTask, linked.Token);
                (delay, failures) = (FirstDelay, 0);
            }
            catch (OperationCanceledException) when (linked.IsCancellationRequested)
            {
                (delay, failures) = (FirstDelay, 0);
                continue;
            }
            catch (Exception e) when (e is DcpException or HttpRequestException or IOException or JsonException)
            {
                Log.WatchEnded(logger, T.Plural, e.Message);
                if (++failures == FailuresToReport && T.Plural == ExecutableObject.Plural)
                {
                    // The other watches fail for the same reason; one line is enough.
                    Log.DcpGone(logger, e.Message);
                }
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks));
        }
    }

    private bool IsNew(DcpWatchEvent<T> change)
    {
        var metadata = change.Object!.Metadata;
        switch (change.Type)
        {
            case DcpWatchEvent<T>.Deleted:
                _seen.Remove(metadata.Name);
                return true;
            case DcpWatchEvent<T>.Added or DcpWatchEvent<T>.Modified:
                var version = (metadata.Uid, metadata.ResourceVersion);
                if (metadata.ResourceVersion is not null && _seen.TryGetValue(metadata.Name, out var last) && last == version)
                {
                    return false;
                }

                _seen[metadata.Name] = version;
                return true;
            default:
                // BOOKMARK and whatever else carries no state.
                return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The watch over DCP's {Plural} ended and is opened again: {Reason}")]
        public static partial void WatchEnded(ILogger logger, string plural, string reason);

        [LoggerMessage(2, LogLevel.Error, "DCP does not answer any more, so the states of the resources are out of date; stop the application and start it again: {Reason}")]
        public static partial void DcpGone(ILogger logger, string reason);
    }
}
