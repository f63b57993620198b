namespace Aspire.Hosting;

/// <summary>A project known by its path only.</summary>
internal sealed class ProjectMetadata(string path) : IProjectMetadata
{
    public string ProjectPath { get; } = FindProjectFile(path);

    // A directory stands for the only project in it.
    private static string FindProjectFile(string path)
        => Directory.Exists(path) && Directory.GetFiles(path, "*.csproj") is [var only] ? only : path;
}
