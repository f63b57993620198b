using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>The questions that have no answer yet, shown by every dashboard that is open.</summary>
internal sealed class OpenInteractions(IServiceProvider services)
{
    private readonly LatestValues<Interaction> _open = new();
    private int _lastId;

    public int NextId() => Interlocked.Increment(ref _lastId);

    public IAsyncEnumerable<IReadOnlyCollection<Interaction>> WatchAsync(CancellationToken cancellationToken) => _open.WatchAsync(cancellationToken);

    /// <summary>Asks and waits. When the caller gives up, the dashboards close it.</summary>
    public async Task<bool?> AskAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (interaction.Inputs is { } inputs)
        {
            await CommandArguments.LoadAsync(inputs, services, cancellationToken);
        }

        _open.Publish(interaction.Key, interaction);
        try
        {
            return await interaction.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            End(interaction, answer: null);
        }
    }

    /// <summary>Takes what a dashboard sends; the first one to answer counts.</summary>
    public async Task AnswerAsync(Proto.WatchInteractionsRequestUpdate message, CancellationToken cancellationToken)
    {
        if (_open.Find(Interaction.KeyOf(message.InteractionId)) is not { } interaction)
        {
            return;
        }

        switch (message.KindCase)
        {
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.MessageBox:
                End(interaction, message.MessageBox.HasResult ? message.MessageBox.Result : null);
                break;
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.Notification:
                End(interaction, message.Notification.HasResult ? message.Notification.Result : null);
                break;
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.InputsDialog when interaction.Inputs is { } inputs:
                SetValues(inputs, message.InputsDialog.InputItems);
                await SubmitAsync(interaction, inputs, isUpdate: message.ResponseUpdate, cancellationToken);
                break;
            default:
                End(interaction, answer: null);
                break;
        }
    }

    private async Task SubmitAsync(Interaction interaction, InteractionInputCollection inputs, bool isUpdate, CancellationToken cancellationToken)
    {
        if (isUpdate)
        {
            await CommandArguments.LoadAsync(inputs, services, cancellationToken);
        }
        else if (await CommandArguments.ValidateAsync(inputs, (interaction.Options as InputsDialogInteractionOptions)?.ValidationCallback, services, cancellationToken))
        {
            End(interaction, answer: true);
            return;
        }

        if (!interaction.IsOver)
        {
            _open.Publish(interaction.Key, interaction);
        }
    }

    private void End(Interaction interaction, bool? answer)
    {
        if (!interaction.IsOver)
        {
            interaction.End(answer);
            _open.PublishLast(interaction.Key, interaction);
        }
    }

    private static void SetValues(InteractionInputCollection inputs, IEnumerable<Proto.InteractionInput> sent)
    {
        foreach (var item in sent)
        {
            if (inputs.TryGetByName(item.Name, out var input) && !input.Disabled)
            {
                // A check box that was never touched comes without a value.
                input.Value = input.InputType is InputType.Boolean && item.Value.Length == 0 ? "false" : item.Value;
            }
        }
    }
}
