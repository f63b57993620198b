using System.Runtime.Versioning;

namespace ToolCache;

/// <summary>Keeps what root caches readable for the users its servers run as, whatever the umask is.</summary>
internal static class WorldReadable
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static string CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }
        for (var missing = Missing(path); missing.Count > 0;)
        {
            var directory = missing.Pop();
            Directory.CreateDirectory(directory);
            if (Environment.IsPrivilegedProcess)
            {
                File.SetUnixFileMode(directory, Read | Execute | UnixFileMode.UserWrite);
            }
        }
        return path;
    }

    public static void Share(string directory)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return;
        }
        Add(directory, Read | Execute);
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            Add(entry.FullName, entry is DirectoryInfo || entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? Read | Execute : Read);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void Add(string path, UnixFileMode more)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode | more) != mode)
        {
            File.SetUnixFileMode(path, mode | more);
        }
    }

    private static Stack<string> Missing(string path)
    {
        var missing = new Stack<string>();
        for (var directory = path; directory is not null && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory))
        {
            missing.Push(directory);
        }
        return missing;
    }
}
