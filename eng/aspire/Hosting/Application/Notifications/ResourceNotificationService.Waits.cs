using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until a resource is in a state, Running by default.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until a resource is in one of several states and returns it.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] states = [.. targetStates];
        var reached = await WaitAsync(
            resourceName,
            change => change.Snapshot.State?.Text is { Length: > 0 } state && states.Contains(state, StringComparer.OrdinalIgnoreCase),
            $"Resource '{resourceName}' failed to reach one of the target states: [{string.Join(", ", states)}] before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until a notification of a resource satisfies a condition.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
        => WaitAsync(resourceName, predicate, $"Resource '{resourceName}' failed to meet the predicate condition before the operation was cancelled.", cancellationToken);

    /// <summary>Waits until a resource is healthy.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
        => WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource is healthy and everything that runs when it becomes ready has run.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        if (waitBehavior == WaitBehavior.StopOnResourceUnavailable
            && !TryGetCurrentState(resourceName, out _)
            && _services.GetService<DistributedApplicationModel>() is { } model
            && !model.Resources.Any(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)))
        {
            throw StoppedWaitingForHealthy(resourceName, "does not exist in the application model");
        }

        var healthy = await WaitAsync(
            resourceName,
            change => change.Snapshot.HealthStatus == HealthStatus.Healthy || EndsWait(waitBehavior, change.Snapshot),
            $"Resource '{resourceName}' failed to become healthy before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        if (healthy.Snapshot.HealthStatus != HealthStatus.Healthy)
        {
            throw await LastWords.AddToAsync(StoppedWaitingForHealthy(resourceName, "failed to start"), healthy, _loggers, _loggers.TimeProvider).ConfigureAwait(false);
        }

        return await WaitUntilReadyAsync(resourceName, healthy.ResourceId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for everything that a resource waits for.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        using var wait = new DependencyWait(this, _loggers, resource);
        await wait.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for an instance's ResourceReadyEvent and for its subscribers.</summary>
    internal async Task<ResourceEvent> WaitUntilReadyAsync(string resourceName, string resourceId, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(
            resourceName,
            change => string.Equals(change.ResourceId, resourceId, StringComparison.Ordinal) && change.Snapshot.ResourceReadyEvent is not null,
            $"Resource '{resourceName}' failed to execute the resource ready event before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        await ready.Snapshot.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken).ConfigureAwait(false);
        return ready;
    }

    /// <summary>Subscribes before it returns, so no change after the call is missed.</summary>
    internal async Task<ResourceEvent> WaitAsync(string resourceName, Func<ResourceEvent, bool> predicate, string cancelledMessage, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, cancellationToken);
        try
        {
            await foreach (var change in WatchAsync(linked.Token).ConfigureAwait(false))
            {
                if (string.Equals(resourceName, change.Resource.Name, StringComparison.OrdinalIgnoreCase) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(WaitFailure.Describe(this, cancelledMessage, resourceName), e, e.CancellationToken);
        }

        throw new OperationCanceledException(WaitFailure.Describe(this, cancelledMessage, resourceName));
    }

    /// <summary>Whether waiting any longer is in vain, for those who do not wait for a resource to be started again.</summary>
    internal static bool EndsWait(WaitBehavior behavior, CustomResourceSnapshot snapshot) => behavior switch
    {
        WaitBehavior.WaitOnResourceUnavailable => false,
        WaitBehavior.StopOnResourceUnavailable => StateText.IsTerminal(snapshot.State?.Text) || snapshot.Is(KnownResourceStates.RuntimeUnhealthy),
        _ => throw new DistributedApplicationException($"Unexpected wait behavior: {behavior}"),
    };

    private DistributedApplicationException StoppedWaitingForHealthy(string resourceName, string reason)
    {
        Log.HealthyWaitStopped(_logger, resourceName, reason);
        return new($"Stopped waiting for resource '{resourceName}' to become healthy because it {reason}.");
    }
}
