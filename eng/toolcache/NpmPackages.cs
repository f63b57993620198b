using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ToolCache;

/// <summary>Programs that come as npm packages, by lock file.</summary>
public static class NpmPackages
{
    private static readonly string[] Manifests = ["package.json", "package-lock.json"];

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
        var files = await ReadAsync(manifestDirectory, cancellationToken).ConfigureAwait(false);
        var name = NameOf(files[0]);
        return await cache.GetOrCreateAsync($"npm-{name}", Key(files), MakeAsync, progress, cancellationToken).ConfigureAwait(false);

        async Task MakeAsync(string directory, CancellationToken ct)
        {
            await NpmInstallation.RunAsync(name, directory, files, progress, ct).ConfigureAwait(false);
            if (finish is not null)
            {
                await finish(directory, ct).ConfigureAwait(false);
            }
        }
    }

    private static async Task<(string Name, byte[] Content)[]> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new (string, byte[])[Manifests.Length];
        for (var i = 0; i < Manifests.Length; i++)
        {
            var path = Path.Combine(directory, Manifests[i]);
            files[i] = (Manifests[i], File.Exists(path)
                ? await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)
                : throw new ToolCacheException($"{path} is missing; build the solution again."));
        }
        return files;
    }

    private static string NameOf((string Name, byte[] Content) manifest)
    {
        using var json = JsonDocument.Parse(manifest.Content);
        return json.RootElement.GetProperty("name").GetString()!.TrimStart('@').Replace('/', '-');
    }

    /// <summary>Packages for one platform each are common, so the platform is part of the key.</summary>
    private static string Key((string Name, byte[] Content)[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in files)
        {
            hash.AppendData(content);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}-{RuntimeInformation.RuntimeIdentifier}");
    }
}
