namespace Aspire.Hosting.Dcp;

/// <summary>Ends the process of an executable and waits for its end.</summary>
internal sealed class ExecutableStop(DcpClient client, TimeProvider time)
{
    /// <summary>False when DCP has no such executable: it was never started, or failed before DCP heard of it.</summary>
    public async Task<bool> RunAsync(string name, CancellationToken cancellationToken)
    {
        // DCP does not start what is to be stopped before it has looked at it (handleNewExecutable) and says "FailedToStart";
        // a process that takes longer than this to begin is stopped as soon as it does.
        await DcpPoll.UntilAsync(time, async token => await GetAsync(name, token) is not { } executable || executable.Status?.State is not (null or "" or ExecutableState.Starting), cancellationToken);
        if (!await client.PatchAsync(name, ExecutablePatch.Stop, cancellationToken))
        {
            return false;
        }

        if (!await DcpPoll.UntilAsync(time, token => IsOverAsync(name, token), cancellationToken))
        {
            throw new DistributedApplicationException($"Failed to stop resource '{name}': its process has not ended after {DcpPoll.Timeout.TotalSeconds:0} s.");
        }

        return true;
    }

    private async Task<bool> IsOverAsync(string name, CancellationToken cancellationToken)
    {
        var executable = await GetAsync(name, cancellationToken);
        if (executable is null || ExecutableState.IsOver(executable.Status?.State))
        {
            return true;
        }

        // DCP's store is not transactional: a state that it saves at the same time takes the stop back.
        return executable.Spec.Stop is not true && !await client.PatchAsync(name, ExecutablePatch.Stop, cancellationToken);
    }

    private Task<ExecutableObject?> GetAsync(string name, CancellationToken cancellationToken) => client.GetAsync<ExecutableObject>(name, cancellationToken);
}
