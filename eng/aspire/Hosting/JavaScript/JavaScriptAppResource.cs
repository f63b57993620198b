using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>An app that a script of its <c>package.json</c> runs.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="command">The package manager.</param>
/// <param name="workingDirectory">The directory of <c>package.json</c>.</param>
public class JavaScriptAppResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IResourceWithServiceDiscovery, IResourceWithContainerFiles;
