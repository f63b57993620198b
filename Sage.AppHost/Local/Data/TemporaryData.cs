using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>The folders of test runs: removed when the run ends, or by a later run when it was killed.</summary>
internal static partial class TemporaryData
{
    private const int Attempts = 20;

    // A folder this young may belong to a run that has not taken its lock yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Removes what killed runs left: folders whose lock is free.</summary>
    public static void Sweep(string current, TimeProvider time, ILogger logger)
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetDirectoryName(current)!, DataLocation.TemporaryPrefix + "*").Where(d => d != current))
        {
            if (time.GetUtcNow() - Directory.GetCreationTimeUtc(directory) > Settled && !IsInUse(Path.Combine(directory, "data")))
            {
                TryDelete(directory, logger);
            }
        }
    }

    /// <summary>The servers have been told to end; their last files may still be closing.</summary>
    public static async Task DeleteAsync(string directory, TimeProvider time, ILogger logger)
    {
        for (var attempt = 1; !TryDelete(directory, logger) && attempt < Attempts; attempt++)
        {
            await Task.Delay(Pause, time);
        }
    }

    public static bool TryDelete(string directory, ILogger logger)
    {
        try
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
            return true;
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            Log.NotRemoved(logger, directory, x.Message);
            return false;
        }
    }

    private static bool IsInUse(string data)
    {
        try
        {
            foreach (var file in Directory.Exists(data) ? Directory.GetFiles(data, "*.lock") : [])
            {
                using var free = DirectoryLock.TryAcquire(file[..^".lock".Length]);
                if (free is null)
                {
                    return true;
                }
            }
            return false;
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            return true; // Another run is removing it, or it is another user's.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The folder {Directory} of a test run was not removed: {Reason}")]
        public static partial void NotRemoved(ILogger logger, string directory, string reason);
    }
}
