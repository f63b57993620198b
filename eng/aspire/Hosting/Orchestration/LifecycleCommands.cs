using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>Start, stop and restart of resources that the engine runs.</summary>
internal static class LifecycleCommands
{
    public static void Add(IResource resource)
    {
        if (resource.HasAnnotationOfType<ExcludeLifecycleCommandsAnnotation>()
            || resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => string.Equals(command.Name, KnownResourceCommands.StartCommand, StringComparison.Ordinal)))
        {
            return;
        }

        Add(resource, KnownResourceCommands.StartCommand, "Start", "Start resource", "Play", IconVariant.Filled, isHighlighted: true, StartState, "started",
            (orchestrator, context) => orchestrator.StartResourceAsync(context.ResourceName, context.CancellationToken));
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop", IconVariant.Filled, isHighlighted: true, StopState, "stopped",
            async (orchestrator, context) =>
            {
                if (!await orchestrator.StopResourceAsync(context.ResourceName, context.CancellationToken).ConfigureAwait(false))
                {
                    throw new DistributedApplicationException($"Failed to stop resource '{context.ResourceName}': it has not been started.");
                }
            });
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", resource is ProjectResource ? "Restart resource. Source code is not recompiled." : "Restart resource", "ArrowCounterclockwise", IconVariant.Regular, isHighlighted: false, RestartState, "restarted",
            async (orchestrator, context) =>
            {
                await orchestrator.StopResourceAsync(context.ResourceName, context.CancellationToken).ConfigureAwait(false);
                await orchestrator.StartResourceAsync(context.ResourceName, context.CancellationToken).ConfigureAwait(false);
            });
        if (resource.HasAnnotationOfType<ProjectLaunchDefaultsAnnotation>() && !(resource.TryGetLastAnnotation<IProjectMetadata>(out var project) && project.IsFileBasedApp))
        {
            // A single file is built at every start.
            resource.Annotations.Add(RebuildCommand.Create(resource));
        }
    }

    private static void Add(
        IResource resource,
        string name,
        string displayName,
        string description,
        string icon,
        IconVariant iconVariant,
        bool isHighlighted,
        Func<string?, ResourceCommandState> state,
        string done,
        Func<ApplicationOrchestrator, ExecuteCommandContext, Task> execute)
        => resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            updateState: context => state(context.ResourceSnapshot.State?.Text),
            executeCommand: async context =>
            {
                await execute(context.Services.GetRequiredService<ApplicationOrchestrator>(), context).ConfigureAwait(false);
                return CommandResults.Success($"Successfully {done} '{resource.GetResolvedDisplayResourceName(context.ResourceName)}'.");
            },
            displayDescription: description,
            arguments: null,
            confirmationMessage: null,
            iconName: icon,
            iconVariant: iconVariant,
            isHighlighted: isHighlighted));

    private static ResourceCommandState StartState(string? state)
        => IsBetween(state) ? ResourceCommandState.Disabled
            : IsStopped(state) || Is(state, KnownResourceStates.Waiting) ? ResourceCommandState.Enabled
            : ResourceCommandState.Hidden;

    private static ResourceCommandState StopState(string? state)
        => Is(state, KnownResourceStates.Stopping) ? ResourceCommandState.Disabled
            : IsStopped(state) || Is(state, KnownResourceStates.Waiting) || IsBetween(state) ? ResourceCommandState.Hidden
            : ResourceCommandState.Enabled;

    private static ResourceCommandState RestartState(string? state)
        => IsStopped(state) || IsBetween(state) || Is(state, KnownResourceStates.Waiting) || Is(state, KnownResourceStates.Stopping) ? ResourceCommandState.Disabled
            : ResourceCommandState.Enabled;

    private static bool IsBetween(string? state)
        => string.IsNullOrEmpty(state) || Is(state, KnownResourceStates.Starting) || Is(state, KnownResourceStates.Building) || Is(state, KnownResourceStates.RuntimeUnhealthy);

    /// <summary>What the engine has lost sight of can be started again.</summary>
    private static bool IsStopped(string? state)
        => StateText.IsTerminal(state) || Is(state, KnownResourceStates.NotStarted) || Is(state, "Unknown");

    private static bool Is(string? state, string other) => string.Equals(state, other, StringComparison.Ordinal);
}
