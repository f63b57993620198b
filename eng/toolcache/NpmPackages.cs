using System.Security.Cryptography;
using System.Text;

namespace ToolCache;

/// <summary>Programs that come as npm packages, by lock file.</summary>
public static class NpmPackages
{
    /// <summary>Installs what the package.json and package-lock.json of a directory pin; returns the directory that holds node_modules.</summary>
    /// <exception cref="ToolCacheException">npm is missing, the registry is unreachable, or the disk is full.</exception>
    public static Task<string> InstallAsync(string manifestDirectory, IProgress<string> progress, CancellationToken cancellationToken) =>
        InstallAsync(ToolCacheDirectory.Default, manifestDirectory, progress, cancellationToken);

    /// <param name="cache">Where the packages are kept.</param>
    /// <param name="manifestDirectory">Holds package.json and package-lock.json.</param>
    /// <param name="progress">Hears a line when npm starts and when it is done.</param>
    /// <param name="cancellationToken">Ends npm too.</param>
    /// <param name="finish">Completes and checks the new directory before it becomes an entry of the cache.</param>
    public static async Task<string> InstallAsync(ToolCacheDirectory cache, string manifestDirectory, IProgress<string> progress, CancellationToken cancellationToken, Func<string, CancellationToken, Task>? finish = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var manifest = await ReadAsync(manifestDirectory, cancellationToken).ConfigureAwait(false);
        return await cache.GetOrCreateAsync(NameOf(manifest), KeyOf(manifest), MakeAsync, progress, cancellationToken).ConfigureAwait(false);

        async Task MakeAsync(string directory, CancellationToken ct)
        {
            await manifest.WriteAsync(directory, ct).ConfigureAwait(false);
            await NpmInstallation.RunAsync(manifest.Name, directory, progress, ct).ConfigureAwait(false);
            if (finish is not null)
            {
                await finish(directory, ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Where <see cref="InstallAsync(ToolCacheDirectory, string, IProgress{string}, CancellationToken, Func{string, CancellationToken, Task})"/> will put the packages; they need not be there.</summary>
    public static async Task<string> LocateAsync(ToolCacheDirectory cache, string manifestDirectory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var manifest = await ReadAsync(manifestDirectory, cancellationToken).ConfigureAwait(false);
        return cache.PathOf(NameOf(manifest), KeyOf(manifest));
    }

    private static string NameOf(NpmManifest manifest) => $"npm-{manifest.Name}";

    private static string KeyOf(NpmManifest manifest) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.Package + manifest.LockFile)))[..16]}-{NpmPlatform.System}-{NpmPlatform.Architecture}";

    private static async Task<NpmManifest> ReadAsync(string directory, CancellationToken cancellationToken) => new(
        await ReadAsync(directory, "package.json", cancellationToken).ConfigureAwait(false),
        await ReadAsync(directory, "package-lock.json", cancellationToken).ConfigureAwait(false),
        NpmPlatform.System, NpmPlatform.Architecture);

    private static async Task<string> ReadAsync(string directory, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        return File.Exists(path)
            ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)
            : throw new ToolCacheException($"{path} is missing; build the solution again.");
    }
}
