using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sage.Api.Caching;

/// <summary>
/// The second level: Valkey, for all processes and over restarts. Without it the cache is only smaller: a failure is counted and
/// logged, never thrown, costs a caller no more than the timeout, and keeps the next ones from waiting for the same.
/// </summary>
internal sealed partial class SharedLevel(ISharedBytes shared, IOptions<CacheOptions> options, CacheMetrics metrics, TimeProvider time, ILogger<SharedLevel> logger)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _pausedUntil;
    private bool _failing;

    public async Task<CacheEntry<T>?> GetAsync<T>(CacheKey<T> key, CancellationToken cancellationToken)
        where T : notnull
    {
        var payload = await GuardAsync(key, token => shared.GetAsync(key.Text, token), cancellationToken);
        if (payload is null)
        {
            return null;
        }

        var entry = CachePayload.TryRead(payload, key.Policy, time.GetUtcNow());
        if (entry is null)
        {
            metrics.SharedFailed(key.Policy.Prefix, "malformed");
            Log.Malformed(logger, key.Text, payload.Length);
        }

        return entry;
    }

    public async Task SetAsync<T>(CacheKey<T> key, CacheEntry<T> entry, byte[] json, CancellationToken cancellationToken)
        where T : notnull
    {
        var timeToLive = entry.FreshUntil + key.Policy.StaleFor - time.GetUtcNow();
        if (timeToLive > TimeSpan.FromMilliseconds(1))
        {
            await GuardAsync(key, async token =>
            {
                await shared.SetAsync(key.Text, CachePayload.Write(entry, json), timeToLive, token);
                return (byte[]?)null;
            }, cancellationToken);
        }
    }

    private async Task<byte[]?> GuardAsync<T>(CacheKey<T> key, Func<CancellationToken, Task<byte[]?>> call, CancellationToken cancellationToken)
        where T : notnull
    {
        if (IsPaused())
        {
            metrics.SharedFailed(key.Policy.Prefix, "paused");
            return null;
        }

        using var limit = new CancellationTokenSource(options.Value.SharedTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // The wait ends on time also when the client does not look at the token.
            var answer = await call(either.Token).WaitAsync(either.Token);
            Recovered();
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(key, "timeout", $"no answer within {options.Value.SharedTimeout.TotalMilliseconds:0} ms");
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or IOException or ObjectDisposedException)
        {
            Failed(key, "error", exception.Message);
        }

        return null;
    }

    private bool IsPaused()
    {
        lock (_gate)
        {
            return time.GetUtcNow() < _pausedUntil;
        }
    }

    private void Failed<T>(CacheKey<T> key, string reason, string detail)
        where T : notnull
    {
        metrics.SharedFailed(key.Policy.Prefix, reason);
        bool first;
        lock (_gate)
        {
            (first, _failing) = (!_failing, true);
            _pausedUntil = time.GetUtcNow() + options.Value.SharedPause;
        }

        if (first)
        {
            Log.Failing(logger, detail);
        }
    }

    private void Recovered()
    {
        bool was;
        lock (_gate)
        {
            (was, _failing) = (_failing, false);
        }

        if (was)
        {
            Log.Recovered(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The cache goes on without Valkey: {Reason}.")]
        public static partial void Failing(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "The cache uses Valkey again.")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The value of {Key} in Valkey ({Length} bytes) is not ours; it counts as missing.")]
        public static partial void Malformed(ILogger logger, string key, int length);
    }
}
