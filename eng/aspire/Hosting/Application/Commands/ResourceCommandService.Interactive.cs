using Aspire.Hosting.Interactions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <content>What a user sees of a command that runs: questions for its arguments, and its progress.</content>
public partial class ResourceCommandService
{
    /// <summary>Checks what would be given to a command, and lets its dynamic arguments be filled, without running it.</summary>
    internal async Task<(ExecuteCommandResult Result, InteractionInputCollection? Arguments)> CheckArgumentsAsync(string resourceId, string commandName, IReadOnlyDictionary<string, string?> argumentValues, CancellationToken cancellationToken)
    {
        if (!_notifications.TryGetCurrentState(resourceId, out var current))
        {
            return (NotFound(resourceId), null);
        }

        if (!TryFind(current.Resource, commandName, out var command))
        {
            return (NotAvailable(current.ResourceId, current.Resource, commandName), null);
        }

        if (CommandArguments.Refuse(command, argumentValues) is { } reason)
        {
            return (CommandResults.Failure(reason), null);
        }

        var arguments = CommandArguments.Create(command, argumentValues);
        var valid = await CommandArguments.ValidateAsync(command, arguments, _services, cancellationToken).ConfigureAwait(false);
        return (valid ? CommandResults.Success() : InvalidArguments(arguments), arguments);
    }

    private async Task<(InteractionInputCollection? Arguments, ExecuteCommandResult? Refusal)> AskForArgumentsAsync(ResourceCommandAnnotation command, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        var user = _services.GetRequiredService<IInteractionService>();
        if (!user.IsAvailable)
        {
            return (null, CommandResults.Failure("Command requires input, but interactive prompting is not available."));
        }

        var options = new InputsDialogInteractionOptions
        {
            PrimaryButtonText = command.DisplayName,
            ShowDismiss = true,
            ShowSecondaryButton = true,
            ValidationCallback = command.ValidateArguments,
        };
        var answer = await user.PromptInputsAsync(command.DisplayName, command.DisplayDescription, [.. arguments], options, cancellationToken).ConfigureAwait(false);
        return answer.Canceled ? (null, CommandResults.Canceled()) : (answer.Data, null);
    }

    private async Task<ExecuteCommandResult> RunAsync(ResourceCommandAnnotation command, string resourceId, ILogger logger, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        Task<ExecuteCommandResult> Run(CancellationToken token) => command.ExecuteCommand(new ExecuteCommandContext
        {
            ResourceName = resourceId,
            Services = _services,
            CancellationToken = token,
            Logger = logger,
            Arguments = arguments,
        });

        if (command.Progress is not { Message: { Length: > 0 } message } progress || _services.GetService<IInteractionService>() is not { IsAvailable: true } user)
        {
            return await Run(cancellationToken).ConfigureAwait(false);
        }

        ExecuteCommandResult? result = null;
        var options = new ProgressInteractionOptions
        {
            Title = progress.Title,
            PrimaryButtonText = progress.HideCancelButton ? null : "Cancel",
            Work = async context => result = await Run(context.CancellationToken).ConfigureAwait(false),
        };
        var shown = await user.PromptProgressAsync(message, options, cancellationToken).ConfigureAwait(false);
        return shown.Canceled || result is null ? CommandResults.Canceled() : result;
    }

    private static ExecuteCommandResult InvalidArguments(InteractionInputCollection arguments)
        => new() { Success = false, Message = "Command argument validation failed.", InvalidArguments = arguments };

    private static ExecuteCommandResult NotAvailable(string resourceId, IResource resource, string commandName)
        => CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.GetResolvedDisplayResourceName(resourceId)}'.");
}
