using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>Installs the packages of a JavaScript app before it starts.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="workingDirectory">The directory of <c>package.json</c>.</param>
public class JavaScriptInstallerResource(string name, string workingDirectory)
    : ExecutableResource(name, "node", workingDirectory);
