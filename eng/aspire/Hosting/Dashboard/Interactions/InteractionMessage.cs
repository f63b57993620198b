using Aspire.Hosting.Interactions;

namespace Aspire.Hosting.Dashboard;

/// <summary>A question as the dashboard wants it.</summary>
internal static class InteractionMessage
{
    public static Proto.WatchInteractionsResponseUpdate From(Interaction interaction)
    {
        var message = new Proto.WatchInteractionsResponseUpdate
        {
            InteractionId = interaction.Id,
            Title = interaction.Title,
            Message = interaction.Message ?? "",
            PrimaryButtonText = interaction.Options.PrimaryButtonText ?? "",
            SecondaryButtonText = interaction.Options.SecondaryButtonText ?? "",
            ShowSecondaryButton = interaction.ShowSecondaryButton,
            ShowDismiss = interaction.ShowDismiss,
            EnableMessageMarkdown = interaction.Options.EnableMessageMarkdown ?? false,
        };
        if (interaction.IsOver)
        {
            message.Complete = new Proto.InteractionComplete();
            return message;
        }

        switch (interaction)
        {
            case { Inputs: { } inputs }:
                var sources = inputs.SelectMany(input => input.DynamicLoading?.DependsOnInputs ?? []).ToHashSet(StringComparers.InteractionInputName);
                message.InputsDialog = new Proto.InteractionInputsDialog();
                message.InputsDialog.InputItems.AddRange(inputs.Select(input => InputMessage.From(input, sources, interaction.IsLoading(input))));
                break;
            case { Options: NotificationInteractionOptions notification }:
                message.Notification = new Proto.InteractionNotification
                {
                    Intent = Intent(interaction.Intent),
                    LinkText = notification.LinkText ?? "",
                    LinkUrl = notification.LinkUrl ?? "",
                };
                break;
            case { Options: ProgressInteractionOptions }:
                message.PromptProgress = new Proto.InteractionPromptProgress();
                break;
            default:
                message.MessageBox = new Proto.InteractionMessageBox { Intent = Intent(interaction.Intent) };
                break;
        }

        return message;
    }

    private static Proto.MessageIntent Intent(MessageIntent? intent) => intent switch
    {
        MessageIntent.Success => Proto.MessageIntent.Success,
        MessageIntent.Warning => Proto.MessageIntent.Warning,
        MessageIntent.Error => Proto.MessageIntent.Error,
        MessageIntent.Information => Proto.MessageIntent.Information,
        MessageIntent.Confirmation => Proto.MessageIntent.Confirmation,
        _ => Proto.MessageIntent.None,
    };
}
