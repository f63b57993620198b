using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>A script that Node runs.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="command">Node, or the package manager when a run script is set.</param>
/// <param name="workingDirectory">The app's directory.</param>
public class NodeAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory), IContainerFilesDestinationResource;
