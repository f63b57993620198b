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
        var package = await ReadAsync(manifestDirectory, "package.json", cancellationToken).ConfigureAwait(false);
        var lockFile = await ReadAsync(manifestDirectory, "package-lock.json", cancellationToken).ConfigureAwait(false);
        var manifest = new NpmManifest(package, lockFile, NpmManifest.CurrentPlatform, NpmManifest.CurrentArchitecture);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.Package + manifest.LockFile)))[..16];
        return await cache.GetOrCreateAsync($"npm-{manifest.Name}", $"{key}-{NpmManifest.CurrentPlatform}-{NpmManifest.CurrentArchitecture}", MakeAsync, progress, cancellationToken).ConfigureAwait(false);

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

    private static async Task<string> ReadAsync(string directory, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        return File.Exists(path)
            ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)
            : throw new ToolCacheException($"{path} is missing; build the solution again.");
    }
}
