using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>WaitFor: a resource starts when everything it waits for is there, or when somebody starts it regardless.</summary>
internal sealed class WaitBeforeStart(ResourceNotificationService notifications)
{
    public async Task WaitAsync(BeforeResourceStartedEvent @event, CancellationToken cancellationToken)
    {
        // What is never waited for does not put the resource into "Waiting" either, and its events stay in one go.
        if (!@event.Resource.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource is not IResourceWithoutLifetime))
        {
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Watching begins first: the start command may come as soon as the resource is seen waiting.
        var released = UntilReleasedAsync(@event.Resource, @event.ResourceInstanceId, ended.Token);
        var dependencies = notifications.WaitForDependenciesAsync(@event.Resource, ended.Token);
        try
        {
            await (await Task.WhenAny(dependencies, released).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(dependencies, released).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Only an instance that was seen waiting can be released, and another replica's release does not count.</summary>
    private Task<ResourceEvent> UntilReleasedAsync(IResource resource, string? instance, CancellationToken cancellationToken)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        return notifications.WaitForResourceAsync(
            resource.Name,
            change =>
            {
                if (instance is not null && !string.Equals(change.ResourceId, instance, StringComparison.Ordinal))
                {
                    return false;
                }

                if (string.Equals(change.Snapshot.State?.Text, KnownResourceStates.Waiting, StringComparison.Ordinal))
                {
                    waiting.Add(change.ResourceId);
                    return false;
                }

                return waiting.Contains(change.ResourceId);
            },
            cancellationToken);
    }
}
