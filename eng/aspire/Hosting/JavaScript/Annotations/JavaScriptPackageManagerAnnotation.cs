using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>The package manager of an app and how it is called.</summary>
/// <param name="executableName">Its command.</param>
/// <param name="runScriptCommand">Its word for running a script, such as <c>run</c>.</param>
/// <param name="cacheMount">Its cache directory in an image build.</param>
public sealed class JavaScriptPackageManagerAnnotation(string executableName, string? runScriptCommand, string? cacheMount = null) : IResourceAnnotation
{
    /// <summary>The package manager's command.</summary>
    public string ExecutableName { get; } = executableName;

    /// <summary>Its word for running a script.</summary>
    public string? ScriptCommand { get; } = runScriptCommand;

    /// <summary>What separates its own arguments from the script's, or null when nothing does.</summary>
    public string? CommandSeparator { get; init; } = "--";

    /// <summary>Its cache directory in an image build.</summary>
    public string? CacheMount { get; } = cacheMount;

    /// <summary>The files it needs to install packages.</summary>
    public List<CopyFilePattern> PackageFilesPatterns { get; } = [];

    /// <summary>The image to build in when Node's own lacks the package manager.</summary>
    internal string? BuildImage { get; init; }

    /// <summary>The command that adds the package manager to the build image.</summary>
    internal string? ImageSetup { get; init; }
}
