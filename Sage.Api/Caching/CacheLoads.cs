using System.Diagnostics;
using System.Text.Json;

namespace Sage.Api.Caching;

/// <summary>What happens in a flight: Valkey, else the source, else whatever may still be served.</summary>
internal sealed partial class CacheLoads(MemoryLevel memory, SharedLevel shared, LoadPauses pauses, CacheMetrics metrics, TimeProvider time, ILogger<CacheLoads> logger)
{
    private static readonly ActivitySource Source = new("Sage.Cache");

    public async Task<Landed<T>> RunAsync<T>(CacheKey<T> key, Func<CancellationToken, Task<T>> load, CancellationToken abandoned)
        where T : notnull
    {
        var last = await NewestAsync(key, abandoned);
        if (last is not null && last.IsFresh(time.GetUtcNow()))
        {
            return new Landed<T>(last.ToCached(time.GetUtcNow()), FromShared: true);
        }

        if (pauses.Reason(key.Text) is { } reason)
        {
            return Stale(key, last) ?? throw new CacheLoadException(reason);
        }

        T value;
        using var span = Source.StartActivity($"cache load {key.Policy.Prefix}");
        try
        {
            value = await LoadAsync(key, load, abandoned);
        }
#pragma warning disable CA1031 // Whatever went wrong at the source, the last value may still serve.
        catch (Exception exception) when (exception is not OperationCanceledException || !abandoned.IsCancellationRequested)
#pragma warning restore CA1031
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name).AddException(exception);
            return Failed(key, last, exception);
        }

        metrics.Loaded(key.Policy.Prefix);
        return await KeepAsync(key, value, abandoned);
    }

    private async Task<CacheEntry<T>?> NewestAsync<T>(CacheKey<T> key, CancellationToken abandoned)
        where T : notnull
    {
        var mine = memory.Get(key);
        var theirs = await shared.GetAsync(key, abandoned);
        if (theirs is null || theirs.LoadedAt <= mine?.LoadedAt)
        {
            return mine;
        }

        memory.Set(key, theirs);
        return theirs;
    }

    private async Task<T> LoadAsync<T>(CacheKey<T> key, Func<CancellationToken, Task<T>> load, CancellationToken abandoned)
        where T : notnull
    {
        using var limit = new CancellationTokenSource(key.Policy.LoadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandoned, limit.Token);
        try
        {
            // The wait ends on time also when the load does not look at the token.
            var value = await load(either.Token).WaitAsync(either.Token);
            return value is null ? throw new InvalidOperationException("it was null; wrap what may be missing") : value;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !abandoned.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {key.Policy.LoadTimeout.TotalSeconds:0.#} s", exception);
        }
    }

    private Landed<T> Failed<T>(CacheKey<T> key, CacheEntry<T>? last, Exception exception)
        where T : notnull
    {
        metrics.LoadFailed(key.Policy.Prefix);
        pauses.Add(key.Text, key.Policy.PauseAfterFailure, $"{key.Policy.Prefix} could not be loaded: {exception.Message}");
        var stale = Stale(key, last);
        Log.Failed(logger, key.Text, exception.Message, stale is null ? "there is none to serve" : $"the one of {stale.Value.LoadedAt:O} is served");
        return stale ?? throw new CacheLoadException($"{key.Policy.Prefix} could not be loaded: {exception.Message}", exception);
    }

    private Landed<T>? Stale<T>(CacheKey<T> key, CacheEntry<T>? last)
        where T : notnull
    {
        var now = time.GetUtcNow();
        return last is not null && last.IsServable(now, key.Policy) ? new Landed<T>(last.ToCached(now), FromShared: false) : null;
    }

    private async Task<Landed<T>> KeepAsync<T>(CacheKey<T> key, T value, CancellationToken abandoned)
        where T : notnull
    {
        pauses.Remove(key.Text);
        var now = time.GetUtcNow();
        var json = JsonSerializer.SerializeToUtf8Bytes(value, key.Policy.Json);
        var entry = new CacheEntry<T>(value, now, key.Policy.FreshUntil(now, Random.Shared.NextDouble()), json.Length);
        memory.Set(key, entry);
        await shared.SetAsync(key, entry, json, abandoned);
        return new Landed<T>(new Cached<T>(value, now, Stale: false), FromShared: false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Key} could not be loaded: {Reason}; {Served}.")]
        public static partial void Failed(ILogger logger, string key, string reason, string served);
    }
}
