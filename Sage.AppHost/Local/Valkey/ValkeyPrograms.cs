using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>A valkey-server of version 8 on the PATH, else the distribution's package from the cache.</summary>
internal static class ValkeyPrograms
{
    private const string Name = "valkey-server";
    private const string FromSource = "curl -L https://github.com/valkey-io/valkey/archive/refs/tags/8.0.1.tar.gz | tar xz && make -C valkey-8.0.1 && sudo make -C valkey-8.0.1 install";

    private static readonly string[] Packages = [Name];
    // An AppHost that an IDE starts on macOS does not have Homebrew's folder on its PATH.
    private static readonly string[] UsualFolders = ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"];

    /// <summary>Debian 12 itself has no Valkey; later releases carry version 8.</summary>
    private static string? Suite => LinuxDistribution.Current is { Id: "debian", MajorVersion: 12 } debian ? $"{debian.Codename}-backports" : null;

    public static async Task<LocalProgram> LocateAsync(CancellationToken cancellationToken)
    {
        var installed = await FindInstalledAsync(cancellationToken);
        if (installed.Path is { } path)
        {
            return new LocalProgram(path);
        }
        if (!DebianPackages.IsSupported)
        {
            throw new LocalServerException(Missing(installed.OtherVersion, NpmPlatform.System));
        }
        var unpacked = DebianPackages.Locate(Packages, Suite);
        return new LocalProgram(Path.Combine(unpacked.Root, "usr/bin", Name), unpacked.LibraryPath);
    }

    public static Task FetchAsync(IProgress<string> progress, CancellationToken cancellationToken) =>
        DebianPackages.UnpackAsync(Packages, Suite, progress, cancellationToken, VerifyAsync);

    private static async Task VerifyAsync(UnpackedPackages unpacked, CancellationToken cancellationToken)
    {
        var program = new LocalProgram(unpacked.Program(Name), unpacked.LibraryPath);
        if (await VersionOfAsync(program, cancellationToken) is not { } version || !IsUsable(version))
        {
            throw new ToolCacheException(Missing(await VersionOfAsync(program, cancellationToken), "linux"));
        }
    }

    private static async Task<(string? Path, string? OtherVersion)> FindInstalledAsync(CancellationToken cancellationToken)
    {
        var candidates = UsualFolders.Select(folder => Path.Combine(folder, Name)).Where(File.Exists);
        foreach (var path in (ToolProcess.Find(Name) is { } first ? candidates.Prepend(first) : candidates).Distinct(StringComparer.Ordinal))
        {
            if (Unprivileged.IsNeeded && !OperatingSystem.IsWindows() && !Unprivileged.CanEnter(Path.GetDirectoryName(path)!))
            {
                continue;
            }
            var version = await VersionOfAsync(new LocalProgram(path), cancellationToken);
            return version is not null && IsUsable(version) ? (path, null) : (null, version);
        }
        return (null, null);
    }

    private static async Task<string?> VersionOfAsync(LocalProgram program, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(new ToolCommand(program.Path, ["--version"]) { Environment = program.Environment, Timeout = TimeSpan.FromSeconds(20) }, cancellationToken);
        return result.Succeeded ? ParseVersion(result.Output) : null;
    }

    /// <summary>"Valkey server v=8.0.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=39f7c371e0a96e3d".</summary>
    internal static string? ParseVersion(string output) =>
        !output.StartsWith("Valkey ", StringComparison.Ordinal) ? null : output.Split(' ').FirstOrDefault(word => word.StartsWith("v=", StringComparison.Ordinal))?["v=".Length..];

    internal static bool IsUsable(string version) => version.StartsWith("8.", StringComparison.Ordinal);

    internal static string Missing(string? otherVersion, string platform)
    {
        var found = otherVersion is null ? "" : $" (found {otherVersion}, which is not used)";
        return platform switch
        {
            "win32" => $"valkey-server 8 is needed{found}, and there is none for Windows: run Sage in WSL ('wsl --install -d Debian'), or set Sage:Data=container.",
            "darwin" => $"valkey-server 8 is not on the PATH{found}. Install it ('brew install valkey' if that is 8.x; else '{FromSource}') and start again, or set Sage:Data=container.",
            _ => $"valkey-server 8 is not on the PATH{found}. Install your distribution's package if it is 8.x, else '{FromSource}', and start again, or set Sage:Data=container.",
        };
    }
}
