using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Asks the user in the dashboard.</summary>
internal sealed class DashboardInteractionService(OpenInteractions open, IConfiguration configuration) : IInteractionService
{
    public bool IsAvailable => !bool.TryParse(configuration["ASPIRE_INTERACTIVITY_ENABLED"], out var enabled) || enabled;

    public Task<InteractionResult<bool>> PromptConfirmationAsync(string title, string message, MessageBoxInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MessageBoxInteractionOptions();
        return AskAsync(
            new Interaction(open.NextId(), title, message, options) { Intent = MessageIntent.Confirmation, ShowDismiss = options.ShowDismiss ?? false },
            cancellationToken);
    }

    public Task<InteractionResult<bool>> PromptMessageBoxAsync(string title, string message, MessageBoxInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MessageBoxInteractionOptions();
        return AskAsync(
            new Interaction(open.NextId(), title, message, options) { Intent = options.Intent, ShowDismiss = options.ShowDismiss ?? false, ShowSecondaryButton = options.ShowSecondaryButton ?? false },
            cancellationToken);
    }

    public Task<InteractionResult<bool>> PromptNotificationAsync(string title, string message, NotificationInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new NotificationInteractionOptions();
        return AskAsync(new Interaction(open.NextId(), title, message, options) { Intent = options.Intent }, cancellationToken);
    }

    public Task<InteractionResult<InteractionInput>> PromptInputAsync(string title, string? message, string inputLabel, string placeHolder, InputsDialogInteractionOptions? options = null, CancellationToken cancellationToken = default)
        => PromptInputAsync(title, message, new InteractionInput { Name = inputLabel, Label = inputLabel, InputType = InputType.Text, Required = true, Placeholder = placeHolder }, options, cancellationToken);

    public async Task<InteractionResult<InteractionInput>> PromptInputAsync(string title, string? message, InteractionInput input, InputsDialogInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await PromptInputsAsync(title, message, [input], options, cancellationToken);
        return result.Canceled ? InteractionResult.Cancel<InteractionInput>() : InteractionResult.Ok(result.Data[0]);
    }

    public async Task<InteractionResult<InteractionInputCollection>> PromptInputsAsync(string title, string? message, IReadOnlyList<InteractionInput> inputs, InputsDialogInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (inputs.Any(input => input.InputType is InputType.File))
        {
            throw new NotSupportedException("This AppHost takes no files; ask for a path instead.");
        }

        var collection = new InteractionInputCollection(inputs);
        var answer = await AskAsync(new Interaction(open.NextId(), title, message, options ?? new InputsDialogInteractionOptions(), collection), cancellationToken);
        return answer.Canceled ? InteractionResult.Cancel<InteractionInputCollection>() : InteractionResult.Ok(collection);
    }

    private async Task<InteractionResult<bool>> AskAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (!IsAvailable)
        {
            throw new InvalidOperationException("Nobody can be asked here. Check IInteractionService.IsAvailable first.");
        }

        return await open.AskAsync(interaction, cancellationToken) is { } answer ? InteractionResult.Ok(answer) : InteractionResult.Cancel<bool>();
    }
}
