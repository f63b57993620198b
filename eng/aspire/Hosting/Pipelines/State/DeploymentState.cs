using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Pipelines;

/// <summary>Sections over a store that is read and replaced as a whole.</summary>
internal abstract class DeploymentState : IDeploymentStateManager, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private JsonObject? _state;

    public abstract string? StateFilePath { get; }

    public async Task<DeploymentStateSection> AcquireSectionAsync(string sectionName, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _state ??= await LoadAsync(cancellationToken).ConfigureAwait(false);
            var found = FlatJson.Get(_state, sectionName);
            var section = new DeploymentStateSection(sectionName, (found as JsonObject)?.DeepClone().AsObject(), _versions.GetValueOrDefault(sectionName));
            if (found is JsonValue value && value.GetValueKind() is JsonValueKind.String)
            {
                section.SetValue(value.GetValue<string>());
            }

            return section;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task SaveSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(section);
        return ChangeAsync(section, state => FlatJson.Set(state, section.SectionName, section.Data.DeepClone()), cancellationToken);
    }

    public Task DeleteSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(section);
        return ChangeAsync(section, state => FlatJson.Remove(state, section.SectionName), cancellationToken);
    }

    public async Task ClearAllStateAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ClearAsync(cancellationToken).ConfigureAwait(false);
            _versions.Clear();
            _state = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    protected abstract Task<JsonObject> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Applies the change to what the store has by now, or does nothing when nothing is to be stored.</summary>
    protected abstract Task StoreAsync(Action<JsonObject> change, CancellationToken cancellationToken);

    protected abstract Task ClearAsync(CancellationToken cancellationToken);

    private async Task ChangeAsync(DeploymentStateSection section, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_versions.TryGetValue(section.SectionName, out var current) && current != section.Version)
            {
                throw new InvalidOperationException(
                    $"Concurrency conflict detected in section '{section.SectionName}'. Expected version {section.Version}, but current version is {current}. "
                    + "This typically indicates the section was modified after it was acquired. Ensure the section is saved before being modified by another operation.");
            }

            _state ??= await LoadAsync(cancellationToken).ConfigureAwait(false);
            change(_state);
            await StoreAsync(change, cancellationToken).ConfigureAwait(false);

            // The same section can be saved again.
            _versions[section.SectionName] = ++section.Version;
        }
        finally
        {
            _turn.Release();
        }
    }
}
