using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>One AppHost for a data directory. The system frees the lock when the process ends, however that happens.</summary>
internal static class DirectoryLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits a moment for an AppHost that is just ending.</summary>
    /// <exception cref="LocalServerException">Another AppHost keeps the directory.</exception>
    public static async Task<IDisposable> AcquireAsync(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var start = time.GetTimestamp(); ; await Task.Delay(Interval, time, cancellationToken))
        {
            if (TryAcquire(directory) is { } acquired)
            {
                return acquired;
            }
            if (time.GetElapsedTime(start) > Patience)
            {
                throw new LocalServerException($"Another AppHost runs on {directory}. Stop it (Ctrl+C in its terminal, or 'aspire stop'), or set Sage:DataDirectory to another folder for this one.");
            }
        }
    }

    public static IDisposable? TryAcquire(string directory) => FileLock.TryAcquire(directory + ".lock");
}
