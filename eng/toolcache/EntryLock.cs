namespace ToolCache;

/// <summary>Waits for the lock of an entry and says so.</summary>
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
            if (FileLock.TryAcquire(path) is { } file)
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
}
