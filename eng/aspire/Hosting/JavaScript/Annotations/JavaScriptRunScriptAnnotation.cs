using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>The script of <c>package.json</c> that runs the app.</summary>
/// <param name="scriptName">The script's name.</param>
/// <param name="args">Arguments of the script.</param>
public sealed class JavaScriptRunScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>The script's name.</summary>
    public string ScriptName { get; } = scriptName;

    /// <summary>Arguments of the script.</summary>
    public string[] Args { get; } = args ?? [];
}
