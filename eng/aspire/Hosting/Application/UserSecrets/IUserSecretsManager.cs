using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The user secrets of the AppHost project.</summary>
[Experimental("ASPIREUSERSECRETS001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IUserSecretsManager
{
    /// <summary>Whether the AppHost project has user secrets.</summary>
    bool IsAvailable { get; }

    /// <summary>The file of the secrets.</summary>
    string FilePath { get; }

    /// <summary>Stores a secret; false when it could not be stored.</summary>
    bool TrySetSecret(string name, string value);

    /// <summary>Deletes a secret; false when the file could not be written.</summary>
    bool TryDeleteSecret(string name) => false;

    /// <summary>Generates and stores a value unless the configuration has one.</summary>
    void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator);

    /// <summary>Replaces all secrets by the values of a JSON object.</summary>
    Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default);
}
