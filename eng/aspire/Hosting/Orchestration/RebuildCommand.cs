using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The command that builds a project again and restarts it.</summary>
internal static class RebuildCommand
{
    public static ResourceCommandAnnotation Create(IResource project)
    {
        // One build, also when the command runs for every replica at once.
        var gate = new Lock();
        Task<ExecuteCommandResult>? running = null;
        return new ResourceCommandAnnotation(
            KnownResourceCommands.RebuildCommand,
            "Rebuild",
            updateState: context => context.ResourceSnapshot.State?.Text is { } state && KnownResourceStates.BuildableStates.Contains(state, StringComparer.Ordinal) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            executeCommand: context =>
            {
                lock (gate)
                {
                    return running ??= RunAsync(context);
                }
            },
            displayDescription: "Stop the resource, rebuild the project from source, and restart. Use this to apply source code changes.",
            arguments: null,
            confirmationMessage: null,
            iconName: "ArrowSync",
            iconVariant: IconVariant.Regular,
            isHighlighted: false);

        async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context)
        {
            // Nothing may end this before the task is known as the running one.
            await Task.Yield();
            try
            {
                return await new ProjectRebuild(project, context).RunAsync().ConfigureAwait(false);
            }
            finally
            {
                lock (gate)
                {
                    running = null;
                }
            }
        }
    }
}
