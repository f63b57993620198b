using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ToolCache;

/// <summary>Programs of the Debian or Ubuntu this runs on, unpacked into the cache instead of installed.</summary>
public static class DebianPackages
{
    private const string RootFolder = "root";

    public static bool IsSupported => OperatingSystem.IsLinux() && File.Exists("/var/lib/dpkg/status") && ToolProcess.Find("apt-get") is not null && ToolProcess.Find("dpkg-deb") is not null;

    /// <summary>Unpacks packages with whatever they need and this machine lacks.</summary>
    /// <param name="packages">Their names; the first names the entry.</param>
    /// <param name="suite">A suite beside the release to take them from, for example bookworm-backports.</param>
    /// <param name="progress">Hears a line at the start and at the end.</param>
    /// <param name="cancellationToken">Ends apt too.</param>
    /// <param name="verify">Refuses, with a <see cref="ToolCacheException"/>, what is not fit to be kept.</param>
    /// <exception cref="ToolCacheException">The packages cannot be had.</exception>
    public static async Task<UnpackedPackages> UnpackAsync(IReadOnlyList<string> packages, string? suite, IProgress<string> progress, CancellationToken cancellationToken, Func<UnpackedPackages, CancellationToken, Task>? verify = null)
    {
        ArgumentNullException.ThrowIfNull(packages);
        ArgumentNullException.ThrowIfNull(progress);
        var entry = await ToolCacheDirectory.Default.GetOrCreateAsync(NameOf(packages), KeyOf(packages, suite), MakeAsync, progress, cancellationToken).ConfigureAwait(false);
        return new UnpackedPackages(Path.Combine(entry, RootFolder));

        async Task MakeAsync(string directory, CancellationToken ct)
        {
            progress.Report($"Fetching {packages[0]} from {suite ?? LinuxDistribution.Current?.Codename ?? "the distribution"} (once; unpacked into the cache, not installed) ...");
            var start = TimeProvider.System.GetTimestamp();
            var unpacked = new UnpackedPackages(Path.Combine(directory, RootFolder));
            var files = await UnpackAsync(packages, suite, directory, unpacked.Root, ct).ConfigureAwait(false);
            if (verify is not null)
            {
                await verify(unpacked, ct).ConfigureAwait(false);
            }
            progress.Report(string.Create(CultureInfo.InvariantCulture, $"Fetched {packages[0]}: {files} packages in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s."));
        }
    }

    /// <summary>Where <see cref="UnpackAsync(IReadOnlyList{string}, string, IProgress{string}, CancellationToken, Func{UnpackedPackages, CancellationToken, Task})"/> will unpack them; they need not be there.</summary>
    public static UnpackedPackages Locate(IReadOnlyList<string> packages, string? suite) =>
        new(Path.Combine(ToolCacheDirectory.Default.PathOf(NameOf(packages), KeyOf(packages, suite)), RootFolder));

    private static string NameOf(IReadOnlyList<string> packages) => $"deb-{packages[0]}";

    private static string KeyOf(IReadOnlyList<string> packages, string? suite)
    {
        var contents = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', packages.Append(suite)))))[..8];
        var distribution = LinuxDistribution.Current;
        return $"{distribution?.Id}-{distribution?.Version}-{RuntimeInformation.OSArchitecture}-{contents}".ToLowerInvariant();
    }

    private static async Task<int> UnpackAsync(IReadOnlyList<string> packages, string? suite, string directory, string root, CancellationToken cancellationToken)
    {
        var aptGet = ToolProcess.Find("apt-get");
        var dpkg = ToolProcess.Find("dpkg-deb");
        if (aptGet is null || dpkg is null)
        {
            throw new ToolCacheException($"{packages[0]} cannot be fetched: apt-get and dpkg-deb are not on the PATH.");
        }
        var work = Path.Combine(directory, "apt");
        var files = await new AptDownload(work, aptGet).RunAsync(packages, suite, cancellationToken).ConfigureAwait(false);
        if (Array.Exists(files, file => Path.GetFileName(file).StartsWith("libc6_", StringComparison.Ordinal)))
        {
            throw new ToolCacheException($"{packages[0]} of this suite needs a newer C library than this machine has.");
        }
        WorldReadable.CreateDirectory(root);
        foreach (var file in files)
        {
            var result = await ToolProcess.RunAsync(new ToolCommand(dpkg, ["-x", file, root]), cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                throw new ToolCacheException($"{Path.GetFileName(file)} cannot be unpacked: {result.LastLine}");
            }
        }
        DropPrivileges(root);
        Directory.Delete(work, recursive: true);
        return files.Length;
    }

    /// <summary>A set-uid program belongs to the package manager, not into a cache.</summary>
    private static void DropPrivileges(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        const UnixFileMode Privileged = UnixFileMode.SetUser | UnixFileMode.SetGroup;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if ((file.UnixFileMode & Privileged) != UnixFileMode.None)
            {
                file.UnixFileMode &= ~Privileged;
            }
        }
    }
}
