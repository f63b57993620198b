using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>Checks one resource from its start to its end, and announces once that it is ready.</summary>
internal sealed partial class ResourceHealthMonitor : IAsyncDisposable
{
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnhealthyStep = TimeSpan.FromSeconds(1);

    /// <summary>A start is worth more checks: whatever waits for the resource waits for the next one.</summary>
    private static readonly TimeSpan[] FirstIntervals = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800)];

    private readonly IResource _resource;
    private readonly ResourceNotificationService _notifications;
    private readonly HealthCheckService _healthChecks;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended;
    private readonly Task _running;
    private volatile TaskCompletionSource _stateChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _state = KnownResourceStates.Running;
    private Task _ready = Task.CompletedTask;

    private ResourceHealthMonitor(IResource resource, ResourceNotificationService notifications, HealthCheckService healthChecks, IDistributedApplicationEventing eventing, IServiceProvider services, TimeProvider time, ILogger logger, CancellationToken stoppingToken)
    {
        _resource = resource;
        _notifications = notifications;
        _healthChecks = healthChecks;
        _eventing = eventing;
        _services = services;
        _time = time;
        _logger = logger;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    public static ResourceHealthMonitor Start(IResource resource, ResourceNotificationService notifications, HealthCheckService healthChecks, IDistributedApplicationEventing eventing, IServiceProvider services, TimeProvider time, ILogger logger, CancellationToken stoppingToken)
        => new(resource, notifications, healthChecks, eventing, services, time, logger, stoppingToken);

    /// <summary>A changed state is checked at once instead of after the interval.</summary>
    public void OnState(string? state)
    {
        if (!string.Equals(_state, state, StringComparison.Ordinal))
        {
            _state = state;
            _stateChanged.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            if (_resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks))
            {
                await CheckAsync([.. checks.Select(check => check.Key)]).ConfigureAwait(false);
            }
            else
            {
                _ready = AnnounceReadyAsync();
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The resource or the host has ended.
        }
    }

    private async Task CheckAsync(ImmutableHashSet<string> keys)
    {
        var isReady = false;
        var unhealthyReports = 0;
        while (true)
        {
            var stateChanged = _stateChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var report = await CheckOnceAsync(keys).ConfigureAwait(false);
            if (report.Status == HealthStatus.Healthy && !isReady)
            {
                isReady = true;
                _ready = AnnounceReadyAsync();
            }

            // A report that nobody has seen is no better than an unhealthy one: the next follows soon.
            var at = _time.GetUtcNow().UtcDateTime;
            var isPublished = await TryPublishAsync(snapshot => snapshot with { HealthReports = Merge(snapshot.HealthReports, report, at) }).ConfigureAwait(false);
            unhealthyReports = isPublished && report.Status == HealthStatus.Healthy ? 0 : unhealthyReports + 1;

            var interval = unhealthyReports == 0 ? HealthyInterval
                : !isReady && unhealthyReports <= FirstIntervals.Length ? FirstIntervals[unhealthyReports - 1]
                : UnhealthyStep * Math.Min(5, unhealthyReports);
            await stateChanged.Task.WaitAsync(interval, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ended.Token.ThrowIfCancellationRequested();
            if (stateChanged.Task.IsCompleted && interval > UnhealthyStep)
            {
                // States may change in quick succession; checks do not.
                await Task.Delay(UnhealthyStep, _time, _ended.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task<HealthReport> CheckOnceAsync(ImmutableHashSet<string> keys)
    {
        try
        {
            return await _healthChecks.CheckHealthAsync(registration => keys.Contains(registration.Name), _ended.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A check that cannot be created is a check that fails.
        catch (Exception e) when (!_ended.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var entry = new HealthReportEntry(HealthStatus.Unhealthy, "Error calling HealthCheckService.", TimeSpan.Zero, e, data: null);
            return new HealthReport(keys.ToDictionary(key => key, _ => entry, StringComparer.Ordinal), TimeSpan.Zero);
        }
    }

    /// <summary>Those who wait for the resource also wait for the subscribers, and hear of their failure.</summary>
    private async Task AnnounceReadyAsync()
    {
        var subscribers = _eventing.PublishAsync(new ResourceReadyEvent(_resource, _services), _ended.Token);
        await ((Task)subscribers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (subscribers.IsFaulted)
        {
            Log.ReadySubscriberFailed(_logger, subscribers.Exception.InnerException!, _resource.Name);
        }

        // Without it, those who wait would wait for ever.
        var ready = new EventSnapshot(subscribers);
        while (!await TryPublishAsync(snapshot => snapshot with { ResourceReadyEvent = ready }).ConfigureAwait(false))
        {
            await Task.Delay(UnhealthyStep, _time, _ended.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Publishing runs code of the application, such as UpdateState of a command; its failure must not end the checks.</summary>
    private async Task<bool> TryPublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        try
        {
            await _notifications.PublishUpdateAsync(_resource, snapshot => IsOfAnotherRun(snapshot) ? snapshot : change(snapshot)).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // It may be any exception of the application; it goes to the resource's log.
        catch (Exception e) when (!_ended.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.PublishFailed(_services.GetRequiredService<ResourceLoggerService>().GetLogger(_resource), e, _resource.Name);
            return false;
        }
    }

    /// <summary>A handler that ignores its token may end when the resource has long been started again; its run ended in a terminal state.</summary>
    private bool IsOfAnotherRun(CustomResourceSnapshot snapshot) => _ended.IsCancellationRequested && !StateText.IsTerminal(snapshot.State?.Text);

    private static ImmutableArray<HealthReportSnapshot> Merge(ImmutableArray<HealthReportSnapshot> existing, HealthReport report, DateTime at)
    {
        var reports = report.Entries.Select(entry => new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString()) { LastRunAt = at })
            .ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        return
        [
            .. existing.Select(entry => reports.Remove(entry.Name, out var replacement) ? replacement : entry),
            .. reports.Values,
        ];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A subscriber of ResourceReadyEvent of resource '{ResourceName}' failed.")]
        public static partial void ReadySubscriberFailed(ILogger logger, Exception exception, string resourceName);

        [LoggerMessage(2, LogLevel.Error, "The health of resource '{ResourceName}' could not be published; the next attempt follows soon.")]
        public static partial void PublishFailed(ILogger logger, Exception exception, string resourceName);
    }
}
