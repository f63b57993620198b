namespace Sage.Api.Market.Lease;

/// <summary>One uninterrupted time of leading.</summary>
/// <param name="Token">Rises with every term of any process: whoever knows a greater one refuses this one's writes.</param>
internal sealed record LeaseTerm(long Token)
{
    private readonly TaskCompletionSource<string> _deposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody has found out that another process leads, with what was found.</summary>
    public Task<string> Deposed => _deposed.Task;

    /// <summary>A store has refused the token: this process must step down at once.</summary>
    public void Depose(string reason) => _deposed.TrySetResult(reason);
}
