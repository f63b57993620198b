namespace ToolCache;

internal static class ToolCacheRoot
{
    private const string FolderName = "tool-cache";

    public static string Find() => Find(Environment.GetEnvironmentVariable, Environment.IsPrivilegedProcess);

    public static string Find(Func<string, string?> environment, bool privileged)
    {
        if (environment("TOOL_CACHE_DIR") is { Length: > 0 } configured)
        {
            return configured;
        }
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), FolderName);
        }
        // Root's servers drop their privileges and could not enter /root/.cache.
        if (privileged)
        {
            return OperatingSystem.IsMacOS() ? $"/Library/Caches/{FolderName}" : $"/var/cache/{FolderName}";
        }
        // A relative XDG path is invalid by its specification and to be ignored.
        if (environment("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache))
        {
            return Path.Combine(cache, FolderName);
        }
        var home = environment("HOME") is { Length: > 0 } directory ? directory : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache", FolderName);
    }
}
