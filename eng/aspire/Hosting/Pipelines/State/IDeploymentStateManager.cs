using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Pipelines;

/// <summary>Keeps what a deployment must know of the one before.</summary>
[Experimental("ASPIREPIPELINES002", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IDeploymentStateManager
{
    /// <summary>The file of the state, or null when it has none.</summary>
    string? StateFilePath { get; }

    /// <summary>A copy of a section, to be changed and saved; empty when there is none. Colons in the name lead into other sections.</summary>
    Task<DeploymentStateSection> AcquireSectionAsync(string sectionName, CancellationToken cancellationToken = default);

    /// <summary>Stores a section; fails when somebody has stored it since it was acquired.</summary>
    Task SaveSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default);

    /// <summary>Deletes a section; fails when somebody has stored it since it was acquired.</summary>
    Task DeleteSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything.</summary>
    Task ClearAllStateAsync(CancellationToken cancellationToken = default);
}

/// <summary>A part of the state of a deployment.</summary>
[Experimental("ASPIREPIPELINES002", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class DeploymentStateSection(string sectionName, JsonObject? data, long version)
{
    /// <summary>The name.</summary>
    public string SectionName { get; } = sectionName;

    /// <summary>The values.</summary>
    public JsonObject Data { get; } = data ?? [];

    /// <summary>Grows with each save.</summary>
    public long Version { get; set; } = version;

    /// <summary>Makes the section a single value.</summary>
    public void SetValue(string value)
    {
        Data.Clear();
        Data[""] = value;
    }
}
