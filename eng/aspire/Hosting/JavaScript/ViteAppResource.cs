namespace Aspire.Hosting.JavaScript;

/// <summary>An app on Vite's development server.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="command">The package manager.</param>
/// <param name="workingDirectory">The directory of <c>package.json</c>.</param>
public class ViteAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory)
{
    internal string? ViteConfigPath { get; set; }
}
