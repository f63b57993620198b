using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Writes the console logs of all resources to the AppHost's own log, in the category <c>{application}.Resources.{resource}</c>.</summary>
/// <remarks>Lines are forwarded on the thread that adds them: what a resource wrote before it stopped is there when its stop is announced.</remarks>
internal sealed partial class ResourceLoggerForwarder(ResourceNotificationService notifications, ResourceLoggerService logs, IHostEnvironment environment, ILoggerFactory loggers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscriptions = new Dictionary<string, IDisposable>(StringComparer.Ordinal);
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                if (!subscriptions.ContainsKey(change.ResourceId))
                {
                    subscriptions[change.ResourceId] = Forward(change);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            foreach (var subscription in subscriptions.Values)
            {
                subscription.Dispose();
            }
        }
    }

    private IDisposable Forward(ResourceEvent change)
    {
        var logger = loggers.CreateLogger($"{environment.ApplicationName}.Resources.{change.Resource.Name}");
        return logs.Subscribe(change.ResourceId, line => Log.Line(logger, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, line.LineNumber, line.Content));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{LineNumber}: {LineContent}")]
        public static partial void Line(ILogger logger, LogLevel level, int lineNumber, string lineContent);
    }
}
