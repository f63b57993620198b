using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>Dashboard command on the data: reset. There is nothing here that is worth a backup.</summary>
internal static partial class ValkeyCommands
{
    public static void AddTo(IResourceBuilder<ValkeyResource> builder, ServerDirectory directory, ServerControl control) => builder
        .WithCommand("reset", "Reset data", c => ResetAsync(directory, control, c), new CommandOptions
        {
            Description = "Deletes everything the server holds and starts it empty.",
            ConfirmationMessage = "Delete everything this server holds?",
            IconName = "Delete",
            UpdateState = LifecycleCommands.WhileSettled,
        });

    private static async Task<ExecuteCommandResult> ResetAsync(ServerDirectory directory, ServerControl control, ExecuteCommandContext context)
    {
        try
        {
            // Not before these data are known to be this AppHost's.
            await directory.OpenAsync(TimeProvider.System, context.CancellationToken);
            if (control.IsRunning(context.Services) && await control.StopAsync(context.Services, context.CancellationToken) is { Success: false } notStopped)
            {
                return notStopped;
            }
            directory.ReplaceByEmpty();
            directory.DeletePrevious();
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException or LocalServerException)
        {
            return CommandResults.Failure(x.Message);
        }
        var started = await control.StartAndWaitAsync(context.Services, context.CancellationToken);
        if (!started.Success)
        {
            return started;
        }
        Log.Reset(context.Logger);
        return CommandResults.Success("The server is empty.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The server is empty.")]
        public static partial void Reset(ILogger logger);
    }
}
