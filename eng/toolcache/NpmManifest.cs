using System.Text;
using System.Text.Json.Nodes;

namespace ToolCache;

/// <summary>
/// A package.json and its lock file, narrowed to this platform. Programs come as one optional package for each platform,
/// and npm leaves out (or, on a full disk, half unpacks) an optional package without an error; here the one that
/// belongs to this platform becomes a plain dependency, with the version and hash of the lock file.
/// </summary>
internal sealed class NpmManifest
{
    private const string Folder = "node_modules/";

    private readonly JsonObject _package;
    private readonly JsonObject _lock;

    public NpmManifest(string package, string lockFile, string platform, string architecture)
    {
        _package = JsonNode.Parse(package)!.AsObject();
        _lock = JsonNode.Parse(lockFile)!.AsObject();
        Name = _package["name"]!.GetValue<string>().TrimStart('@').Replace('/', '-');
        Narrow(platform, architecture);
    }

    public string Name { get; }

    public string Package => _package.ToJsonString();

    public string LockFile => _lock.ToJsonString();

    private void Narrow(string platform, string architecture)
    {
        var packages = _lock["packages"]!.AsObject();
        var root = packages[""]!.AsObject();
        var optional = root["optionalDependencies"]?.AsObject().Select(p => KeyValuePair.Create(p.Key, p.Value!.GetValue<string>())).ToArray() ?? [];
        var kept = optional.Where(p => packages[Folder + p.Key] is { } package && Allows(package["os"], platform) && Allows(package["cpu"], architecture)).ToArray();
        if (optional.Length > 0 && kept.Length == 0)
        {
            throw new ToolCacheException($"There is no package of {Name} for this platform ({platform}-{architecture}).");
        }
        foreach (var (name, _) in optional.Except(kept))
        {
            packages.Remove(Folder + name);
        }
        foreach (var (name, _) in kept)
        {
            packages[Folder + name]!.AsObject().Remove("optional");
        }
        foreach (var manifest in new[] { _package, root })
        {
            manifest.Remove("optionalDependencies");
            var dependencies = manifest["dependencies"] as JsonObject ?? [];
            foreach (var (name, version) in kept)
            {
                dependencies[name] = version;
            }
            manifest["dependencies"] = dependencies.DeepClone();
        }
    }

    public async Task WriteAsync(string directory, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "package.json"), Package, new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(directory, "package-lock.json"), LockFile, new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
    }

    private static bool Allows(JsonNode? values, string value) => values is null || values.AsArray().Any(v => v!.GetValue<string>() == value);
}
