using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>How the package manager installs packages.</summary>
/// <param name="args">The install command and its arguments.</param>
public sealed class JavaScriptInstallCommandAnnotation(string[] args) : IResourceAnnotation
{
    /// <summary>The install command and its arguments.</summary>
    public string[] Args { get; } = args;

    /// <summary>What to add to leave development dependencies out.</summary>
    public string? ProductionInstallArgs { get; init; }
}
