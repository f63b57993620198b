using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>A connection string runs as soon as what it waits for runs.</summary>
internal static partial class ConnectionStringStart
{
    public static async Task RunAsync(ConnectionStringResource resource, InitializeResourceEvent e, CancellationToken cancellationToken)
    {
        try
        {
            await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, e.Services), cancellationToken).ConfigureAwait(false);
            await e.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.Running }).ConfigureAwait(false);
            await e.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, e.Services), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Handlers are foreign code: whatever they throw ends as the resource's state.
            Log.Failed(e.Logger, exception, resource.Name);
            await e.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Failed to resolve connection string for resource '{ResourceName}'")]
        public static partial void Failed(ILogger logger, Exception exception, string resourceName);
    }
}
