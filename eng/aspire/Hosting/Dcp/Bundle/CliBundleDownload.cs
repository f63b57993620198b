using System.Text.Json;
using ToolCache;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// Fetches the Aspire CLI as an npm package into the cache of this machine and keeps DCP and the dashboard of it.
/// The manifest beside this assembly pins the version; an entry that is there costs no process and no network.
/// </summary>
internal static class CliBundleDownload
{
    private const string Scope = "@microsoft";
    private const string PackagePrefix = "aspire-cli-";

    private static readonly TimeSpan SetupTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Where the build puts package.json and package-lock.json.</summary>
    private static string ManifestDirectory => Path.Combine(AppContext.BaseDirectory, "aspire-cli-bundle");

    /// <summary>The version that this library was made for: the one that package.json pins.</summary>
    public static string PinnedVersion()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ManifestDirectory, "package.json")));
        return manifest.RootElement.GetProperty("optionalDependencies").EnumerateObject().First().Value.GetString()!;
    }

    public static Task<string> GetAsync(IProgress<string> progress, CancellationToken cancellationToken) =>
        NpmPackages.InstallAsync(ToolCacheDirectory.Default, ManifestDirectory, progress, cancellationToken, (directory, token) => ExtractAsync(directory, progress, token));

    private static async Task ExtractAsync(string directory, IProgress<string> progress, CancellationToken cancellationToken)
    {
        progress.Report("Extracting DCP and the dashboard from it ...");
        var packages = Path.Combine(directory, "node_modules");
        var package = Directory.EnumerateDirectories(Path.Combine(packages, Scope), PackagePrefix + "*").First();
        var home = Directory.CreateDirectory(Path.Combine(directory, "home")).FullName;

        // "setup" extracts beside the CLI it belongs to, and whatever else the CLI wants to keep lands in a home that is thrown away.
        var result = await ToolProcess.RunAsync(
            new ToolCommand(Path.Combine(package, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire"), ["setup", "--non-interactive", "--nologo"])
            {
                WorkingDirectory = directory,
                Timeout = SetupTimeout,
                Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["HOME"] = home,
                    ["USERPROFILE"] = home,
                    ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
                    ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true",
                },
            },
            cancellationToken);

        var version = Directory.Exists(Path.Combine(package, "versions")) ? Directory.EnumerateDirectories(Path.Combine(package, "versions")).FirstOrDefault() : null;
        if (!result.Succeeded || version is null)
        {
            throw new ToolCacheException($"The Aspire CLI could not extract DCP and the dashboard ('aspire setup' ended with {result.ExitCode}): {result.LastLine}");
        }

        foreach (var part in Directory.EnumerateDirectories(version))
        {
            Directory.Move(part, Path.Combine(directory, Path.GetFileName(part)));
        }

        Directory.Delete(packages, recursive: true);
        Directory.Delete(home, recursive: true);
        progress.Report("DCP and the dashboard are ready.");
    }
}
