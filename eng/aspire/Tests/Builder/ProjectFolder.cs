namespace Aspire.Hosting.Tests.Builder;

/// <summary>A project on disk, deleted with the test.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-project-");

    public ProjectFolder(string? launchSettings = null, string? appSettings = null)
    {
        File.WriteAllText(ProjectPath, "<Project />");
        if (launchSettings is not null)
        {
            var properties = _directory.CreateSubdirectory("Properties");
            File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), launchSettings);
        }

        if (appSettings is not null)
        {
            File.WriteAllText(Path.Combine(_directory.FullName, "appsettings.json"), appSettings);
        }
    }

    public string ProjectPath => Path.Combine(_directory.FullName, "Api.csproj");

    /// <summary>Adds an empty file.</summary>
    public string Write(string name)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, "");
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
