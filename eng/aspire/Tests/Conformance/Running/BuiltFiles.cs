namespace Aspire.Hosting.Tests.Conformance;

/// <summary>The built program behind all resources of the models that really run.</summary>
internal sealed class BuiltFiles : IModelFiles, IDisposable
{
    private readonly DirectoryInfo _dumps = Directory.CreateTempSubdirectory("aspire-conformance-");

    public string ProjectPath { get; } = Path.Combine(Repository(), "eng", "aspire", "Tests", "Sample.Dumper", "Sample.Dumper.csproj");

    public string ProgramPath { get; } = Path.Combine(AppContext.BaseDirectory, "..", "..", "Sample.Dumper", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Sample.Dumper.dll");

    public string WebDirectory => throw new NotSupportedException("No web app is run here.");

    public string Dumps => _dumps.FullName;

    /// <summary>Whatever begins with one of these is a path of this machine.</summary>
    public static IReadOnlyList<string> Roots => [Repository(), AppContext.BaseDirectory.TrimEnd('/'), "/var/cache", Path.GetTempPath()];

    /// <summary>How many processes of a resource have come up.</summary>
    public int Starts(string resource) => Directory.GetFiles(Dumps, $"{resource}.*.json").Length;

    public void Dispose() => _dumps.Delete(recursive: true);

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "global.json")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException($"'{AppContext.BaseDirectory}' does not lie in the repository.");
        }

        return directory.FullName;
    }
}

/// <summary>The sample project, started as it was built.</summary>
internal sealed class BuiltProject(string path) : IProjectMetadata
{
    public string ProjectPath => path;

    public bool SuppressBuild => true;
}
