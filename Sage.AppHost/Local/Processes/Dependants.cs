using Microsoft.Extensions.DependencyInjection;

namespace Sage.AppHost.Local;

/// <summary>Starts anew what waited for a server whose data are others now: first what runs to its end (migrations), then the rest.</summary>
internal static class Dependants
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<ExecuteCommandResult> StartAnewAsync(IServiceProvider services, IResource server, CancellationToken cancellationToken)
    {
        var commands = services.GetRequiredService<ResourceCommandService>();
        var (finished, running) = await FindAsync(services, server, cancellationToken);
        foreach (var resource in finished)
        {
            var result = await commands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);
            if (!result.Success || await ServerControl.ReachAsync(services, resource, KnownResourceStates.TerminalStates, Limit, cancellationToken) is null)
            {
                return CommandResults.Failure($"The data are in place, but {resource.Name} did not run to its end; its log says why.");
            }
        }
        foreach (var resource in running)
        {
            var result = await commands.ExecuteCommandAsync(resource, KnownResourceCommands.RestartCommand, cancellationToken);
            if (!result.Success)
            {
                return CommandResults.Failure($"The data are in place, but {resource.Name} did not restart: {result.Message}");
            }
        }
        return CommandResults.Success();
    }

    private static async Task<(List<IResource> Finished, List<IResource> Running)> FindAsync(IServiceProvider services, IResource server, CancellationToken cancellationToken)
    {
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        List<IResource> finished = [], running = [];
        foreach (var resource in services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(r => r is not IResourceWithParent && r.Annotations.OfType<WaitAnnotation>().Any(wait => IsPartOf(wait.Resource, server))))
        {
            // The first event is the present; an instance's name, by which it could be asked for, is Aspire's own affair.
            var now = await notifications.WaitForResourceAsync(resource.Name, e => e.Snapshot.State?.Text is { Length: > 0 }, cancellationToken).WaitAsync(Limit, cancellationToken);
            var state = now.Snapshot.State!.Text;
            (state == KnownResourceStates.Finished ? finished : state == KnownResourceStates.Running ? running : null)?.Add(resource);
        }
        return (finished, running);
    }

    private static bool IsPartOf(IResource resource, IResource server) => resource == server || (resource is IResourceWithParent child && child.Parent == server);
}
