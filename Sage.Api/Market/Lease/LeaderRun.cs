namespace Sage.Api.Market.Lease;

/// <summary>The leaders of one term, each running until it is told to end.</summary>
internal sealed class LeaderRun
{
    // What is read last has still to be written.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(4);

    private readonly List<(Task Task, CancellationTokenSource Stop)> _running = [];
    private readonly TaskCompletionSource<LeaderFailure> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaderRun(IReadOnlyList<IFeedLeader> leaders, LeaseTerm term)
    {
        foreach (var leader in leaders)
        {
            var stop = new CancellationTokenSource();
            _running.Add((RunAsync(leader, term, stop.Token), stop));
        }
    }

    /// <summary>Ends with what went wrong when a leader fails, which none should.</summary>
    public Task<LeaderFailure> Failed => _failed.Task;

    /// <summary>Nothing of this term runs any longer. Never fails.</summary>
    public Task Ended => Task.WhenAll(_running.Select(leader => leader.Task));

    /// <summary>Ends them one after the other, last first. False: one did not end in time.</summary>
    public async Task<bool> EndAsync(TimeProvider time)
    {
        using var limit = new CancellationTokenSource(EndTimeout, time);
        var all = true;
        foreach (var (task, stop) in Enumerable.Reverse(_running))
        {
            await stop.CancelAsync();
            // Failures are known from RunAsync; here it is only the waiting that may be cancelled.
            await task.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            all &= task.IsCompleted;
            if (task.IsCompleted)
            {
                stop.Dispose();
            }
        }

        return all;
    }

    private async Task RunAsync(IFeedLeader leader, LeaseTerm term, CancellationToken stop)
    {
        try
        {
            await leader.LeadAsync(term, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As it was told.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A mistake in one leader must not leave the others leading by half: the term ends.
            _failed.TrySetResult(new LeaderFailure(leader.GetType().Name, exception));
        }
    }
}

internal sealed record LeaderFailure(string Leader, Exception Exception);
