namespace Aspire.Hosting.ApplicationModel;

/// <summary>A C# project or a single C# file.</summary>
public class CSharpAppResource(string name) : ProjectResource(name);
