namespace ToolCache;

/// <summary>An exclusive lock on a file. The system frees it when its process ends, however that happens.</summary>
public static class FileLock
{
    /// <summary>The lock, or null when somebody else has it.</summary>
    public static IDisposable? TryAcquire(string path)
    {
        try
        {
            // Reading is enough for the lock, and another user's file can be read. No FileMode.OpenOrCreate on a file that
            // is there: Linux refuses that in shared folders with the sticky bit (fs.protected_regular).
            return new FileStream(path, File.Exists(path) ? FileMode.Open : FileMode.OpenOrCreate, FileAccess.Read, FileShare.None, bufferSize: 1);
        }
        catch (IOException x) when (IsLocked(x))
        {
            return null;
        }
    }

    private static bool IsLocked(IOException x) => OperatingSystem.IsWindows()
        ? (x.HResult & 0xFFFF) is 32 or 33 // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        : x is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && x.HResult is 11 or 35; // EWOULDBLOCK on Linux, on macOS
}
