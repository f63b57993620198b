using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Cli.Channels;

/// <summary>The project file of this AppHost: what the CLI calls it by.</summary>
internal static class AppHostIdentity
{
    /// <summary>The file with its extension where that is known, or the path without one.</summary>
    public static string ReadPath(IConfiguration configuration)
    {
        if (configuration["AppHost:FilePath"] is { Length: > 0 } file)
        {
            return file;
        }

        var path = configuration["AppHost:Path"] is { Length: > 0 } known ? known : throw new DistributedApplicationException("AppHost:Path is missing in the configuration.");
        return new[] { path, path + ".csproj" }.FirstOrDefault(File.Exists) ?? path;
    }

    /// <summary>The same path with every symbolic link in it followed, so that all ways to a project lead to one socket.</summary>
    public static string ResolveLinks(string path)
    {
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full) ?? "";
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            try
            {
                resolved = File.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? ResolveLinks(target.FullName) : next;
            }
            catch (IOException)
            {
                // A circle or a broken link: the path as it is written is as good as any.
                return full;
            }
        }

        return resolved;
    }
}
