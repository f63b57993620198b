namespace Sage.Api.Market.Prices;

/// <summary>Wakes everyone who waits, at most once per pulse; holds nothing for those who do not.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Take it before looking at the state, so that no pulse falls between look and wait.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
