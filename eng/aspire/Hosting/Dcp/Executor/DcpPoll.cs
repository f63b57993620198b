namespace Aspire.Hosting.Dcp;

/// <summary>Asks DCP until it has done what it was told; it answers before it acts.</summary>
internal static class DcpPoll
{
    /// <summary>DCP gives a process 7.5 s to end before it kills it.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>False when it is not done in time.</summary>
    public static async Task<bool> UntilAsync(TimeProvider time, Func<CancellationToken, Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await isDone(cancellationToken))
        {
            if (time.GetElapsedTime(started) > Timeout)
            {
                return false;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }

        return true;
    }
}
