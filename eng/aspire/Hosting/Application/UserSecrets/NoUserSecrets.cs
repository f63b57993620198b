using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.UserSecrets;

/// <summary>The user secrets of an AppHost without a UserSecretsId: values live as long as the process.</summary>
internal sealed class NoUserSecrets : IUserSecretsManager
{
    public static NoUserSecrets Instance { get; } = new();

    public bool IsAvailable => false;

    public string FilePath => "";

    public bool TrySetSecret(string name, string value) => false;

    public bool TryDeleteSecret(string name) => false;

    public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator)
    {
        if (configuration[name] is null)
        {
            configuration.AddInMemoryCollection([new(name, valueGenerator())]);
        }
    }

    public Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
