namespace Aspire.Hosting.Dcp;

/// <summary>Ends the process of an executable and waits for its end.</summary>
internal sealed class ExecutableStop(DcpClient client, TimeProvider time)
{
    /// <summary>False when DCP has no such executable: it was never started, or failed before DCP heard of it.</summary>
    public async Task<bool> RunAsync(string name, CancellationToken cancellationToken)
    {
        // DCP does not start what is to be stopped before it has looked at it (handleNewExecutable) and says "FailedToStart";
        // a process that takes longer than this to begin is stopped as soon as it does.
        await UntilAsync(name, state => state is not (null or "" or ExecutableState.Starting), cancellationToken);
        if (!await client.PatchAsync(name, ExecutablePatch.Stop, cancellationToken))
        {
            return false;
        }

        if (!await UntilAsync(name, ExecutableState.IsOver, cancellationToken))
        {
            throw new DistributedApplicationException($"Failed to stop resource '{name}': its process has not ended after {DcpPoll.Timeout.TotalSeconds:0} s.");
        }

        return true;
    }

    private Task<bool> UntilAsync(string name, Func<string?, bool> isReached, CancellationToken cancellationToken)
        => DcpPoll.UntilAsync(time, async token => await client.GetAsync<ExecutableObject>(name, token) is not { } executable || isReached(executable.Status?.State), cancellationToken);
}
