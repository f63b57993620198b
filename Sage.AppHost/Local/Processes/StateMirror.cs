using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>
/// Shows the states of the hidden process as those of the server and its children. Aspire does this itself only for
/// resources that DCP runs.
/// </summary>
internal sealed partial class StateMirror(IResource server, IResource process, ServerStart start)
{
    /// <summary>The server, then its children: databases.</summary>
    public IEnumerable<IResource> Family(IServiceProvider services) => Children(services).Prepend(server);

    public void Start(InitializeResourceEvent e, CancellationToken stopping) => _ = RunAsync(e, stopping);

    /// <summary>Children run once the server is ready: its own handler, which comes first, has created the databases.</summary>
    public async Task PublishChildrenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        foreach (var child in Children(services))
        {
            await HealthWarmUp.RunAsync(child, services, () => true, cancellationToken);
            await notifications.PublishUpdateAsync(child, s => s with { State = KnownResourceStates.Running, StartTimeStamp = TimeProvider.System.GetUtcNow().UtcDateTime, StopTimeStamp = null });
        }
    }

    private IResource[] Children(IServiceProvider services) =>
        [.. services.GetRequiredService<DistributedApplicationModel>().Resources.Where(r => r is IResourceWithParent child && child.Parent == server)];

    private async Task RunAsync(InitializeResourceEvent e, CancellationToken stopping)
    {
        string? last = null;
        try
        {
            await foreach (var change in e.Notifications.WatchAsync(stopping))
            {
                // DCP reports an empty state between Starting and Running.
                if (change.Resource == process && change.Snapshot.State?.Text is { Length: > 0 } state && state != last)
                {
                    last = state;
                    await FollowAsync(change, state, e, stopping);
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

    private async Task FollowAsync(ResourceEvent change, string state, InitializeResourceEvent e, CancellationToken stopping)
    {
        var running = state == KnownResourceStates.Running;
        if (running)
        {
            bool StillRunning() => e.Notifications.TryGetCurrentState(change.ResourceId, out var now) && now?.Snapshot.State?.Text == state;
            await HealthWarmUp.RunAsync(server, e.Services, StillRunning, stopping);
            if (!StillRunning())
            {
                return; // It died at once; the next change tells.
            }
        }
        var children = Children(e.Services);
        if (state == KnownResourceStates.Starting)
        {
            foreach (var resource in children.Prepend(server))
            {
                await e.Notifications.PublishUpdateAsync(resource, Fresh);
            }
        }
        await e.Notifications.PublishUpdateAsync(server, s => Copy(change.Snapshot, s, running));
        foreach (var child in running ? [] : children)
        {
            await e.Notifications.PublishUpdateAsync(child, s => s with { State = change.Snapshot.State, StopTimeStamp = change.Snapshot.StopTimeStamp });
        }
        if (KnownResourceStates.TerminalStates.Contains(state, StringComparer.Ordinal))
        {
            await OnEndedAsync(change.Snapshot.ExitCode, children, e, stopping);
        }
    }

    private async Task OnEndedAsync(int? exitCode, IResource[] children, InitializeResourceEvent e, CancellationToken stopping)
    {
        foreach (var resource in children.Prepend(server))
        {
            if (e.Notifications.TryGetCurrentState(resource.Name, out var current) && current is not null)
            {
                await e.Eventing.PublishAsync(new ResourceStoppedEvent(resource, e.Services, current), stopping);
            }
        }
        if (exitCode is > 0 && start.Local.Directory.FreeBytes is < ServerDirectory.NeededBytes and var free)
        {
            Log.DiskFull(e.Logger, start.Local.Directory.Path, free / 1048576);
        }
    }

    private CustomResourceSnapshot Copy(CustomResourceSnapshot from, CustomResourceSnapshot to, bool running) => to with
    {
        ResourceType = server.GetType().Name, // Its base class would make it read "Container".
        State = from.State,
        ExitCode = from.ExitCode,
        StartTimeStamp = from.StartTimeStamp,
        StopTimeStamp = from.StopTimeStamp,
        Properties = [.. to.Properties.Where(property => property.Name != CustomResourceKnownProperties.Source), new(CustomResourceKnownProperties.Source, start.Local.ProcessName)],
        // URLs of endpoints are hidden until somebody says that they are served.
        Urls = [.. to.Urls.Select(url => url with { IsInactive = !running })],
    };

    /// <summary>
    /// A new snapshot instead of a changed one: the health reports and the ready mark of the last run must go, or
    /// dependants would pass on them, and neither can be set from outside.
    /// </summary>
    private static CustomResourceSnapshot Fresh(CustomResourceSnapshot s) => new()
    {
        ResourceType = s.ResourceType,
        CreationTimeStamp = s.CreationTimeStamp,
        Properties = s.Properties,
        Relationships = s.Relationships,
        Urls = s.Urls,
        Commands = s.Commands,
        IsHidden = s.IsHidden,
        IconName = s.IconName,
        IconVariant = s.IconVariant,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The state of the process is no longer followed.")]
        public static partial void Ended(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The disk that holds {Directory} is full ({Free} MB left). Make room and start the server again.")]
        public static partial void DiskFull(ILogger logger, string directory, long free);
    }
}
