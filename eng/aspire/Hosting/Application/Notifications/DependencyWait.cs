using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One wait of a resource for everything it waits for; its snapshot says what is still missing.</summary>
internal sealed partial class DependencyWait(ResourceNotificationService notifications, ResourceLoggerService loggers, IResource resource) : IDisposable
{
    private readonly SemaphoreSlim _pendingLock = new(1, 1);
    private readonly Dictionary<string, int> _pending = new(StringComparer.OrdinalIgnoreCase);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        WaitAnnotation[] waits = [.. resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is not IResourceWithoutLifetime)];
        foreach (var name in waits.SelectMany(wait => wait.Resource.GetResolvedResourceNames()))
        {
            _pending[name] = _pending.GetValueOrDefault(name) + 1;
        }

        if (_pending.Count == 0)
        {
            return;
        }

        await PublishWaitingAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(waits.SelectMany(wait => Wait(wait, cancellationToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(
                WaitFailure.Describe(notifications, $"Resource '{resource.Name}' failed to wait for dependencies before the operation was cancelled.", resource.Name),
                e,
                e.CancellationToken);
        }
    }

    public void Dispose() => _pendingLock.Dispose();

    private IEnumerable<Task> Wait(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(resource);
        var names = wait.Resource.GetResolvedResourceNames();
        if (wait.WaitType == WaitType.WaitForCompletion)
        {
            Log.WaitingForCompletion(logger, wait.Resource.Name);
        }
        else
        {
            Log.WaitingForState(logger, wait.Resource.Name, KnownResourceStates.Running);
        }

        return names.Select(async id =>
        {
            // Only the id tells the replicas of a resource apart.
            var name = names.Length > 1 ? id : wait.Resource.Name;
            switch (wait.WaitType)
            {
                case WaitType.WaitForCompletion:
                    await UntilCompletedAsync(logger, wait, name, id, cancellationToken).ConfigureAwait(false);
                    break;
                case WaitType.WaitUntilStarted:
                    await UntilRunningAsync(logger, wait, name, id, cancellationToken).ConfigureAwait(false);
                    break;
                case WaitType.WaitUntilHealthy:
                    await UntilRunningAsync(logger, wait, name, id, cancellationToken).ConfigureAwait(false);
                    await UntilHealthyAsync(logger, wait, name, id, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    throw new DistributedApplicationException($"Unexpected wait type: {wait.WaitType}");
            }

            Log.Finished(logger, name);
            await OnReadyAsync(id).ConfigureAwait(false);
        });
    }

    private async Task UntilRunningAsync(ILogger logger, WaitAnnotation wait, string name, string id, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? notifications.DefaultWaitBehavior;
        var change = await UntilAsync(
            wait,
            id,
            snapshot => snapshot.Is(KnownResourceStates.Running) || ResourceNotificationService.EndsWait(behavior, snapshot),
            $"Resource '{name}' failed to reach the 'Running' state before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        if (change.Snapshot.Is(KnownResourceStates.Running))
        {
            return;
        }

        ThrowIfFailedToStart(logger, name, change.Snapshot);
        var state = change.Snapshot.State!.Text;
        Log.Prematurely(logger, name, state);
        throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for dependency resource '{name}' because it entered the '{state}' state prematurely.");
    }

    private async Task UntilHealthyAsync(ILogger logger, WaitAnnotation wait, string name, string id, CancellationToken cancellationToken)
    {
        if (wait.Resource.Annotations.OfType<HealthCheckAnnotation>().Any())
        {
            Log.WaitingForHealth(logger, name);
            await UntilAsync(
                wait,
                id,
                snapshot => snapshot.HealthStatus == HealthStatus.Healthy,
                $"Resource '{name}' failed to become healthy before the operation was cancelled.",
                cancellationToken).ConfigureAwait(false);
        }

        Log.WaitingForReady(logger, name);
        await notifications.WaitUntilReadyAsync(wait.Resource.Name, id, cancellationToken).ConfigureAwait(false);
    }

    private async Task UntilCompletedAsync(ILogger logger, WaitAnnotation wait, string name, string id, CancellationToken cancellationToken)
    {
        var change = await UntilAsync(
            wait,
            id,
            snapshot => snapshot.ExitCode is not null || StateText.IsTerminal(snapshot.State?.Text),
            $"Resource '{name}' failed to reach a terminal state before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        ThrowIfFailedToStart(logger, name, change.Snapshot);
        if ((change.Snapshot.Is(KnownResourceStates.Finished) || change.Snapshot.Is(KnownResourceStates.Exited))
            && change.Snapshot.ExitCode is { } exitCode && exitCode != wait.ExitCode)
        {
            var state = change.Snapshot.State!.Text;
            Log.ExitCode(logger, name, state, exitCode, wait.ExitCode);
            throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for dependency resource '{name}' because it entered the '{state}' state with exit code '{exitCode}', expected '{wait.ExitCode}'.");
        }
    }

    private Task<ResourceEvent> UntilAsync(WaitAnnotation wait, string id, Func<CustomResourceSnapshot, bool> condition, string cancelledMessage, CancellationToken cancellationToken)
        => notifications.WaitAsync(
            wait.Resource.Name,
            change => string.Equals(change.ResourceId, id, StringComparison.Ordinal) && condition(change.Snapshot),
            cancelledMessage,
            cancellationToken);

    private void ThrowIfFailedToStart(ILogger logger, string name, CustomResourceSnapshot snapshot)
    {
        if (snapshot.Is(KnownResourceStates.FailedToStart))
        {
            Log.DependencyFailed(logger, name);
            throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for dependency resource '{name}' because it failed to start.");
        }
    }

    private async Task OnReadyAsync(string id)
    {
        await _pendingLock.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (--_pending[id] == 0)
            {
                _pending.Remove(id);
            }

            await (_pending.Count > 0
                ? PublishWaitingAsync()
                : notifications.PublishUpdateAsync(resource, snapshot => snapshot with { Properties = snapshot.Properties.RemoveResourceProperty(KnownProperties.Resource.WaitingFor) })).ConfigureAwait(false);
        }
        finally
        {
            _pendingLock.Release();
        }
    }

    private Task PublishWaitingAsync()
    {
        string[] names = [.. _pending.Keys];

        // A resource for explicit start waits only once somebody starts it.
        var mayLeaveNotStarted = !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any() || !resource.TryGetInstances(out _);
        return notifications.PublishUpdateAsync(resource, snapshot =>
            snapshot.State is null
            || snapshot.Is(KnownResourceStates.Starting)
            || snapshot.Is(KnownResourceStates.Waiting)
            || (mayLeaveNotStarted && snapshot.Is(KnownResourceStates.NotStarted))
                ? snapshot with { State = KnownResourceStates.Waiting, Properties = snapshot.Properties.SetResourceProperty(KnownProperties.Resource.WaitingFor, names) }
                : snapshot);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Waiting for resource '{ResourceName}' to enter the '{State}' state.")]
        public static partial void WaitingForState(ILogger logger, string resourceName, string state);

        [LoggerMessage(2, LogLevel.Information, "Waiting for resource '{ResourceName}' to complete.")]
        public static partial void WaitingForCompletion(ILogger logger, string resourceName);

        [LoggerMessage(3, LogLevel.Information, "Waiting for resource '{ResourceName}' to become healthy.")]
        public static partial void WaitingForHealth(ILogger logger, string resourceName);

        [LoggerMessage(4, LogLevel.Information, "Waiting for resource ready to execute for '{ResourceName}'.")]
        public static partial void WaitingForReady(ILogger logger, string resourceName);

        [LoggerMessage(5, LogLevel.Information, "Finished waiting for resource '{ResourceName}'.")]
        public static partial void Finished(ILogger logger, string resourceName);

        [LoggerMessage(6, LogLevel.Error, "Dependency resource '{ResourceName}' failed to start.")]
        public static partial void DependencyFailed(ILogger logger, string resourceName);

        [LoggerMessage(7, LogLevel.Error, "Resource '{ResourceName}' has entered the '{State}' state prematurely.")]
        public static partial void Prematurely(ILogger logger, string resourceName, string state);

        [LoggerMessage(8, LogLevel.Error, "Resource '{ResourceName}' has entered the '{State}' state with exit code '{ExitCode}' expected '{ExpectedExitCode}'.")]
        public static partial void ExitCode(ILogger logger, string resourceName, string state, int exitCode, int expectedExitCode);
    }
}
