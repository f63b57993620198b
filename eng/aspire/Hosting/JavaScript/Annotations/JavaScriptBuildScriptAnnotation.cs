using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>The script of <c>package.json</c> that builds the app for publishing.</summary>
/// <param name="scriptName">The script's name.</param>
/// <param name="args">Arguments of the script.</param>
public sealed class JavaScriptBuildScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>The script's name.</summary>
    public string ScriptName { get; } = scriptName;

    /// <summary>Arguments of the script.</summary>
    public string[] Args { get; } = args ?? [];
}
