namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Where the project, the program and the web app of the conformance models are.</summary>
public interface IModelFiles
{
    string ProjectPath { get; }

    string ProgramPath { get; }

    string WebDirectory { get; }
}

/// <summary>The project of the conformance models: only its launch settings matter here.</summary>
public sealed class ProjectFixture : IModelFiles, IDisposable
{
    private const string LaunchSettings = """
        { "profiles": {
          "http": {
            "commandName": "Project",
            "launchUrl": "swagger",
            "commandLineArgs": "--from-profile \"two words\"",
            "applicationUrl": "http://localhost:15301",
            "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development", "PROFILE_VAR": "from-http-profile", "OVERRIDDEN": "profile" }
          },
          "https": {
            "commandName": "Project",
            "applicationUrl": "https://localhost:15302;http://localhost:15303",
            "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Staging", "PROFILE_VAR": "from-https-profile" }
          },
          "nourl": { "commandName": "Project", "environmentVariables": { "DOTNET_ENVIRONMENT": "Production" } }
        } }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("aspire-conformance-");

    public ProjectFixture()
    {
        var project = _root.CreateSubdirectory("Dumper");
        File.WriteAllText(Path.Combine(project.CreateSubdirectory("Properties").FullName, "launchSettings.json"), LaunchSettings);
        ProjectPath = Path.Combine(project.FullName, "Dumper.csproj");
        File.WriteAllText(ProjectPath, """<Project Sdk="Microsoft.NET.Sdk" />""");
        File.WriteAllText(Path.Combine(_root.CreateSubdirectory("vite").FullName, "package.json"), """{ "scripts": { "dev": "node dump.js", "build": "node dump.js" } }""");
    }

    public string WebDirectory => Path.Combine(Root, "vite");

    public string Root => _root.FullName;

    public string ProjectPath { get; }

    public string ProgramPath => Path.Combine(Root, "Dumper", "bin", "Debug", "net10.0", "Dumper.dll");

    public void Dispose() => _root.Delete(recursive: true);
}
