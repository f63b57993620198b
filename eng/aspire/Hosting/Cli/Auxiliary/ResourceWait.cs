using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>Waits until a resource is healthy, up or down, for <c>aspire wait</c>.</summary>
internal sealed class ResourceWait(DistributedApplicationModel model, ResourceNotificationService notifications, TimeProvider timeProvider)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(120);

    public async Task<WaitForResourceMessage> WaitAsync(WaitForResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.ResourceName ?? "";
        if (Resolve(name, out var problem) is not { } resourceId)
        {
            return problem;
        }

        using var timeout = new CancellationTokenSource(request.TimeoutSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return request.Status switch
            {
                "healthy" => await WaitHealthyAsync(name, resourceId, either.Token),
                "up" => await WaitUpAsync(name, resourceId, either.Token),
                "down" => Succeeded(await UntilAsync(resourceId, HasEnded, either.Token)),
                var status => new WaitForResourceMessage { ErrorMessage = $"Unknown status: {status}" },
            };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new WaitForResourceMessage { TimedOut = true, ErrorMessage = $"Timed out waiting for resource '{name}'." };
        }
    }

    private async Task<WaitForResourceMessage> WaitHealthyAsync(string name, string resourceId, CancellationToken cancellationToken)
    {
        var state = await UntilAsync(resourceId, snapshot => snapshot.ResourceReadyEvent is not null || HasEnded(snapshot), cancellationToken);
        if (state.ResourceReadyEvent is not { } ready || HasEnded(state))
        {
            return Failed(state, $"Stopped waiting for resource '{name}' to become healthy because it is in state '{state.State?.Text}'.");
        }

        // Healthy for others means that whoever acts on its readiness, such as a seed of data, has done so.
        await ready.EventTask.WaitAsync(cancellationToken);
        return Succeeded(state);
    }

    private async Task<WaitForResourceMessage> WaitUpAsync(string name, string resourceId, CancellationToken cancellationToken)
    {
        var state = await UntilAsync(resourceId, snapshot => IsRunning(snapshot) || HasEnded(snapshot) || IsError(snapshot), cancellationToken);
        return IsRunning(state) ? Succeeded(state) : Failed(state, $"Resource '{name}' failed to reach 'Running' state. Current state: {state.State?.Text ?? "Unknown"}.");
    }

    private async Task<CustomResourceSnapshot> UntilAsync(string resourceId, Func<CustomResourceSnapshot, bool> reached, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (string.Equals(change.ResourceId, resourceId, StringComparisons.ResourceName) && reached(change.Snapshot))
            {
                return change.Snapshot;
            }
        }

        throw new OperationCanceledException("The AppHost stops.");
    }

    private string? Resolve(string name, out WaitForResourceMessage problem)
    {
        problem = new WaitForResourceMessage { ResourceNotFound = true, ErrorMessage = $"Resource '{name}' was not found." };
        var instances = model.Resources.Where(resource => string.Equals(resource.Name, name, StringComparisons.ResourceName)).SelectMany(resource => resource.GetResolvedResourceNames()).ToList();
        if (instances.Count == 0)
        {
            instances = [.. model.Resources.SelectMany(resource => resource.GetResolvedResourceNames()).Where(id => string.Equals(id, name, StringComparisons.ResourceName))];
        }

        if (instances.Count > 1)
        {
            problem = new WaitForResourceMessage { ErrorMessage = $"Resource '{name}' is ambiguous because it has multiple replicas. Specify the exact instance name." };
            return null;
        }

        return instances is [var only] ? only : null;
    }

    private static bool IsRunning(CustomResourceSnapshot snapshot) => string.Equals(snapshot.State?.Text, KnownResourceStates.Running, StringComparisons.ResourceState);

    private static bool IsError(CustomResourceSnapshot snapshot) => string.Equals(snapshot.State?.Style, KnownResourceStateStyles.Error, StringComparison.OrdinalIgnoreCase);

    private static bool HasEnded(CustomResourceSnapshot snapshot) => snapshot.ExitCode is not null || KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text, StringComparers.ResourceState);

    private static WaitForResourceMessage Succeeded(CustomResourceSnapshot snapshot) => new() { Success = true, State = snapshot.State?.Text, HealthStatus = snapshot.HealthStatus?.ToString() };

    private static WaitForResourceMessage Failed(CustomResourceSnapshot snapshot, string message) => Succeeded(snapshot) with { Success = false, ErrorMessage = message };
}
