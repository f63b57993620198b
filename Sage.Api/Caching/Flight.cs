namespace Sage.Api.Caching;

/// <summary>One load and everybody who waits for it.</summary>
#pragma warning disable CA1001 // Who leaves last may cancel it at any moment; it has no timer, so there is nothing to free.
internal sealed class Flight<T>
#pragma warning restore CA1001
{
    private readonly TaskCompletionSource<T> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandoned = new();

    /// <summary>Guarded by <see cref="Flights"/>.</summary>
    public int Callers { get; set; }

    /// <summary>Goes on also when nobody waits. Guarded by <see cref="Flights"/>.</summary>
    public bool Unattended { get; set; }

    public Task<T> Landed => _landed.Task;

    public Task AbandonAsync() => _abandoned.CancelAsync();

    public async Task FlyAsync(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            _landed.SetResult(await work(_abandoned.Token));
        }
        catch (OperationCanceledException exception) when (_abandoned.IsCancellationRequested)
        {
            _landed.SetCanceled(exception.CancellationToken);
        }
#pragma warning disable CA1031 // It is thrown again where it belongs: at every caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _landed.SetException(exception);
            // Everybody may have left: then nobody else looks at it.
            _ = _landed.Task.Exception;
        }
    }
}
