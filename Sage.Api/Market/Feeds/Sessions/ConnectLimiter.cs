namespace Sage.Api.Market.Feeds.Sessions;

/// <summary>Bounds the connections of this process: Binance refuses an address after 300 in 5 minutes, and other replicas may share ours.</summary>
internal sealed class ConnectLimiter(TimeProvider time)
{
    public const int MostConnections = 60;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Queue<long> _made = new(MostConnections);

    /// <summary>Waits until another connection may be made, and counts it.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (TryTake() is { } wait)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private TimeSpan? TryTake()
    {
        lock (_gate)
        {
            while (_made.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            {
                _made.Dequeue();
            }

            if (_made.Count >= MostConnections)
            {
                return Window - time.GetElapsedTime(_made.Peek());
            }

            _made.Enqueue(time.GetTimestamp());
            return null;
        }
    }
}
