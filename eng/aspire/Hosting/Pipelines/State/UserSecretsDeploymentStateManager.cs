using System.Text.Json.Nodes;

namespace Aspire.Hosting.Pipelines.Internal;

/// <summary>The state of a running application: its user secrets.</summary>
internal sealed class UserSecretsDeploymentStateManager(IUserSecretsManager userSecrets) : DeploymentState
{
    public override string? StateFilePath => userSecrets.IsAvailable ? userSecrets.FilePath : null;

    protected override Task<JsonObject> LoadAsync(CancellationToken cancellationToken)
        => StateFilePath is { } path ? DeploymentStateFile.ReadAsync(path, cancellationToken) : Task.FromResult<JsonObject>([]);

    protected override async Task StoreAsync(Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var secrets = await LoadAsync(cancellationToken).ConfigureAwait(false);
        change(secrets);
        await userSecrets.SaveStateAsync(FlatJson.Flatten(secrets), cancellationToken).ConfigureAwait(false);
    }

    protected override Task ClearAsync(CancellationToken cancellationToken) => userSecrets.SaveStateAsync([], cancellationToken);
}
