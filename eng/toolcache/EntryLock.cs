namespace ToolCache;

/// <summary>An exclusive lock on a file. The system frees it when its process ends, however that happens.</summary>
internal static class EntryLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReminderInterval = TimeSpan.FromSeconds(15);

    public static async Task<IDisposable> AcquireAsync(string path, string name, TimeSpan timeout, TimeProvider time, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var reminder = TimeSpan.FromSeconds(1);
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                return file;
            }
            var waited = time.GetElapsedTime(start);
            if (waited > timeout)
            {
                throw new ToolCacheException($"Another start has been fetching {name} for {timeout.TotalMinutes:0} minutes. End it (it holds {path}) and start again.");
            }
            if (waited >= reminder)
            {
                progress.Report($"Another start is fetching {name}; waiting for it ({waited.TotalSeconds:0} s).");
                reminder += ReminderInterval;
            }
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream? TryOpen(string path)
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
