using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Interactions;

/// <summary>The questions that have no answer yet, for whoever shows them: every dashboard that is open, or the CLI.</summary>
internal sealed class OpenInteractions(IServiceProvider services, ILogger<OpenInteractions> logger)
{
    private readonly LatestValues<Interaction> _open = new();
    private readonly ConcurrentDictionary<int, InputLoads> _loads = new();
    private int _lastId;

    public int NextId() => Interlocked.Increment(ref _lastId);

    public IAsyncEnumerable<IReadOnlyCollection<Interaction>> WatchAsync(CancellationToken cancellationToken) => _open.WatchAsync(cancellationToken);

    public Interaction? Find(int id) => _open.Find(Interaction.KeyOf(id));

    /// <summary>Asks and waits; null when the user closes it, and when the caller gives up.</summary>
    public async Task<bool?> AskAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var loads = interaction.Inputs is { } inputs ? new InputLoads(interaction, inputs, services, () => ShowAgain(interaction), logger) : null;
        if (loads is not null)
        {
            _loads[interaction.Id] = loads;
            loads.Start();
        }

        _open.Publish(interaction.Key, interaction);
        try
        {
            using var giveUp = cancellationToken.UnsafeRegister(_ => End(interaction, answer: null), state: null);
            return await interaction.Answer;
        }
        finally
        {
            _loads.TryRemove(interaction.Id, out _);
        }
    }

    /// <summary>The first one to answer counts; null closes it.</summary>
    public void Answer(int id, bool? answer)
    {
        if (Find(id) is { } interaction)
        {
            End(interaction, answer);
        }
    }

    /// <summary>Takes the values of a dialog.</summary>
    /// <param name="id">The dialog.</param>
    /// <param name="values">The values by the names of the inputs.</param>
    /// <param name="isUpdate">An input has changed that others depend on; the dialog stays open.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    public async Task SubmitAsync(int id, IReadOnlyCollection<KeyValuePair<string, string?>> values, bool isUpdate, CancellationToken cancellationToken)
    {
        if (Find(id) is not { Inputs: { } inputs } interaction)
        {
            return;
        }

        var changed = SetValues(interaction, inputs, values);
        if (isUpdate)
        {
            if (_loads.TryGetValue(id, out var loads))
            {
                loads.Changed(changed);
            }
        }
        else if (await InputValidation.CheckAsync(inputs, (interaction.Options as InputsDialogInteractionOptions)?.ValidationCallback, services, cancellationToken))
        {
            End(interaction, answer: true);
            return;
        }

        ShowAgain(interaction);
    }

    private void ShowAgain(Interaction interaction)
    {
        if (!interaction.IsOver)
        {
            _open.Publish(interaction.Key, interaction);
            if (interaction.IsOver)
            {
                // It ended in this moment, and the last word must be the end.
                _open.PublishLast(interaction.Key, interaction);
            }
        }
    }

    private void End(Interaction interaction, bool? answer)
    {
        if (!interaction.TryEnd(answer))
        {
            return;
        }

        _open.PublishLast(interaction.Key, interaction);
        if (answer is null)
        {
            foreach (var file in interaction.Files.Values)
            {
                file.Content.Dispose();
            }
        }
    }

    private static HashSet<string> SetValues(Interaction interaction, InteractionInputCollection inputs, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var changed = new HashSet<string>(StringComparers.InteractionInputName);
        foreach (var (name, value) in values)
        {
            if (!inputs.TryGetByName(name, out var input) || input.Disabled)
            {
                continue;
            }

            // A check box that was never touched comes without a value.
            var sent = input.InputType is InputType.Boolean && string.IsNullOrEmpty(value) ? "false" : value;
            if (!string.Equals(input.Value ?? "", sent ?? "", StringComparison.Ordinal))
            {
                changed.Add(name);
            }

            input.Value = sent;
            if (input.InputType is InputType.File)
            {
                input.Files = FileReference.Resolve(interaction, input);
            }
        }

        return changed;
    }
}
