namespace Sage.AppHost.Local;

/// <summary>Start, stop and restart: Aspire adds them only to resources that DCP runs.</summary>
internal static class LifecycleCommands
{
    public static void Add<T>(IResourceBuilder<T> server, ServerControl control) where T : IResource
    {
        server
            .WithCommand(KnownResourceCommands.StartCommand, "Start", c => control.StartAsync(c.Services, c.CancellationToken), new CommandOptions
            {
                IconName = "Play",
                IconVariant = IconVariant.Filled,
                IsHighlighted = true,
                UpdateState = c => HasEnded(c) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
            })
            .WithCommand(KnownResourceCommands.StopCommand, "Stop", c => control.StopAsync(c.Services, c.CancellationToken), new CommandOptions
            {
                IconName = "Stop",
                IconVariant = IconVariant.Filled,
                IsHighlighted = true,
                UpdateState = WhileRunning,
            })
            .WithCommand(KnownResourceCommands.RestartCommand, "Restart", c => control.RestartAsync(c.Services, c.CancellationToken), new CommandOptions
            {
                IconName = "ArrowCounterclockwise",
                UpdateState = WhileRunning,
            });
    }

    /// <summary>For commands that need the server: a disabled one shows that there is such a thing.</summary>
    public static ResourceCommandState WhileServing(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    /// <summary>For commands that replace the data: not while the server is on its way up or down.</summary>
    public static ResourceCommandState WhileSettled(UpdateCommandStateContext context) =>
        HasEnded(context) ? ResourceCommandState.Enabled : WhileServing(context);

    private static ResourceCommandState WhileRunning(UpdateCommandStateContext context) => context.ResourceSnapshot.State?.Text switch
    {
        null => ResourceCommandState.Hidden,
        var state when state == KnownResourceStates.Running => ResourceCommandState.Enabled,
        _ => HasEnded(context) ? ResourceCommandState.Hidden : ResourceCommandState.Disabled,
    };

    private static bool HasEnded(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text is { } state && (KnownResourceStates.TerminalStates.Contains(state, StringComparer.Ordinal) || state == KnownResourceStates.NotStarted);
}
