using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of all resources: published by those who run them, watched by everyone else.</summary>
public partial class ResourceNotificationService : IDisposable
{
    /// <summary>A watcher this far behind loses its oldest notifications; the last state of a resource always arrives.</summary>
    private const int MaxPendingNotifications = 10_000;

    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _disposing = new();
    private readonly ILogger _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _loggers;
    private ImmutableArray<ChannelWriter<ResourceEvent>> _watchers = [];

    /// <summary>Creates the service; the application's container does.</summary>
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
        _logger = logger ?? throw new ArgumentNullException(nameof(logger));
        _services = serviceProvider;
        _loggers = resourceLoggerService ?? throw new ArgumentNullException(nameof(resourceLoggerService));
        DefaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior
            ?? WaitBehavior.StopOnResourceUnavailable;
    }

    internal WaitBehavior DefaultWaitBehavior { get; set; }

    /// <summary>The last state of an instance, or of a resource that has one instance.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        if (!_instances.TryGetValue(resourceId, out var instance))
        {
            var named = _instances.Values.Where(other => string.Equals(other.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
            instance = named is [var only] ? only : null;
        }

        resourceEvent = instance?.LastEvent;
        return resourceEvent is not null;
    }

    /// <summary>The last state of every resource and then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<ResourceEvent>(new BoundedChannelOptions(MaxPendingNotifications) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref _watchers, (watchers, writer) => watchers.Add(writer), channel.Writer);
        try
        {
            // Watching begins before the last states are read, so a change in between arrives twice; versions tell.
            var seen = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var instance in _instances.Values)
            {
                if (instance.LastEvent is { } last)
                {
                    seen[last.ResourceId] = last.Snapshot.Version;
                    yield return last;
                }
            }

            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (seen.TryGetValue(change.ResourceId, out var version))
                {
                    if (change.Snapshot.Version <= version)
                    {
                        continue;
                    }

                    seen.Remove(change.ResourceId);
                }

                yield return change;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, (watchers, writer) => watchers.Remove(writer), channel.Writer);
        }
    }

    /// <summary>Changes the state of every instance of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var name in resource.GetResolvedResourceNames())
        {
            await PublishUpdateAsync(resource, name, stateFactory).ConfigureAwait(false);
        }
    }

    /// <summary>Changes the state of one instance of a resource.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        var instance = _instances.GetOrAdd(resourceId, static (id, resource) => new Instance(resource, id), resource);
        if (!ReferenceEquals(instance.Resource, resource))
        {
            throw new InvalidOperationException($"The resource id '{resourceId}' belongs to another resource than the '{resource.Name}' given.");
        }

        // One lock for each instance: its changes are applied and seen in one order.
        lock (instance.Lock)
        {
            var previous = instance.LastEvent?.Snapshot;
            var next = SnapshotCompletion.Complete(resource, stateFactory(previous ?? SnapshotCompletion.Initial(resource)), _services);
            if (previous is not null && SnapshotContent.Same(previous, next))
            {
                return Task.CompletedTask;
            }

            var change = new ResourceEvent(resource, resourceId, next with { Version = (previous?.Version ?? 0) + 1 });
            instance.LastEvent = change;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(change);
            }

            LogState(resource.Name, resourceId, previous?.State?.Text, next.State?.Text);
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends all waits.</summary>
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    private void LogState(string resourceName, string resourceId, string? previous, string? state)
    {
        if (string.IsNullOrWhiteSpace(state) || string.Equals(previous, state, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(previous))
        {
            Log.State(_logger, resourceName, resourceId, state);
        }
        else
        {
            Log.StateChanged(_logger, resourceName, resourceId, previous, state);
        }
    }

    private sealed class Instance(IResource resource, string id)
    {
        public Lock Lock { get; } = new();

        public IResource Resource { get; } = resource;

        public string Id { get; } = id;

        public ResourceEvent? LastEvent { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Resource {ResourceName}/{ResourceId} changed state: {NewState}")]
        public static partial void State(ILogger logger, string resourceName, string resourceId, string newState);

        [LoggerMessage(2, LogLevel.Debug, "Resource {ResourceName}/{ResourceId} changed state: {PreviousState} -> {NewState}")]
        public static partial void StateChanged(ILogger logger, string resourceName, string resourceId, string previousState, string newState);

        [LoggerMessage(3, LogLevel.Error, "Stopped waiting for resource '{ResourceName}' to become healthy because it {Reason}.")]
        public static partial void HealthyWaitStopped(ILogger logger, string resourceName, string reason);
    }
}
