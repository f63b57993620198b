using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Restarts;

/// <summary>Watches the instances of a resource and starts those that crash again, until the application stops.</summary>
internal sealed partial class RestartWatch(IResource resource, RestartPolicy policy, TimeProvider time)
{
    private readonly Dictionary<string, CrashLoop> _instances = new(StringComparer.Ordinal);

    public void Start(InitializeResourceEvent e, CancellationToken stopping) => _ = RunAsync(e, stopping);

    private async Task RunAsync(InitializeResourceEvent e, CancellationToken stopping)
    {
        var console = e.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sage.AppHost.Restarts");
        try
        {
            await foreach (var change in e.Notifications.WatchAsync(stopping))
            {
                if (change.Resource == resource && Instance(change.ResourceId).Observe(change.Snapshot) is { } crash)
                {
                    Report(console, e.Logger, crash);
                    _ = crash.RestartAfter is { } delay ? RestartAsync(change, delay, e, stopping) : Task.CompletedTask;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application ends.
        }
        catch (Exception x)
        {
            Log.Ended(e.Logger, x); // A background task: unobserved, the reason would be lost.
        }
    }

    private CrashLoop Instance(string id)
    {
        if (!_instances.TryGetValue(id, out var instance))
        {
            _instances[id] = instance = new CrashLoop(policy, time, Random.Shared.NextDouble);
        }
        return instance;
    }

    private async Task RestartAsync(ResourceEvent crashed, TimeSpan delay, InitializeResourceEvent e, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(delay, time, stopping);
            if (!IsStillDown(crashed, e.Notifications))
            {
                return; // Somebody was quicker.
            }
            var result = await e.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(crashed.ResourceId, KnownResourceCommands.StartCommand, stopping);
            if (!result.Success)
            {
                Log.Failed(e.Logger, result.Message);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What has crashed stays down: the application ends.
        }
        catch (Exception x)
        {
            Log.NotStarted(e.Logger, x); // A background task: unobserved, the reason would be lost.
        }
    }

    private static bool IsStillDown(ResourceEvent crashed, ResourceNotificationService notifications) =>
        notifications.TryGetCurrentState(crashed.ResourceId, out var now)
        && now?.Snapshot.State?.Text == crashed.Snapshot.State?.Text
        && now?.Snapshot.StopTimeStamp == crashed.Snapshot.StopTimeStamp;

    private void Report(ILogger console, ILogger log, Crash crash)
    {
        if (crash.RestartAfter is { } delay)
        {
            Log.Restarting(console, resource.Name, crash.ExitCode, delay.TotalSeconds, crash.Restart, policy.MaxRestarts);
            Log.Restarting(log, resource.Name, crash.ExitCode, delay.TotalSeconds, crash.Restart, policy.MaxRestarts);
        }
        else
        {
            Log.GivenUp(console, resource.Name, crash.ExitCode, crash.Restart);
            Log.GivenUp(log, resource.Name, crash.ExitCode, crash.Restart);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Resource} crashed (exit code {ExitCode}); restart {Restart} of {MaxRestarts} in {Delay:0.0} s.")]
        public static partial void Restarting(ILogger logger, string resource, int? exitCode, double delay, int restart, int maxRestarts);

        [LoggerMessage(2, LogLevel.Error, "{Resource} crashed (exit code {ExitCode}) and {Restarts} restarts have not helped; it stays down. Its log says why; start it when the cause is gone.")]
        public static partial void GivenUp(ILogger logger, string resource, int? exitCode, int restarts);

        [LoggerMessage(3, LogLevel.Error, "The restart failed: {Reason}")]
        public static partial void Failed(ILogger logger, string? reason);

        [LoggerMessage(4, LogLevel.Error, "The restart failed.")]
        public static partial void NotStarted(ILogger logger, Exception exception);

        [LoggerMessage(5, LogLevel.Error, "Crashes are no longer followed by restarts.")]
        public static partial void Ended(ILogger logger, Exception exception);
    }
}
