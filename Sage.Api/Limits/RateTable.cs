namespace Sage.Api.Limits;

/// <summary>
/// A token bucket per client in one number each: the time at which the bucket would be full again (the generic cell rate
/// algorithm). Own code for one reason: its memory does not depend on who asks. The partitioned limiters of
/// System.Threading.RateLimiting keep a limiter per client until it has been idle for a while, so that whoever has many addresses,
/// as anyone with IPv6 does, decides how much memory that takes.
/// </summary>
internal sealed class RateTable
{
    private readonly long[] _fullAt;
    private readonly TimeProvider _time;
    private readonly long _perToken;
    private readonly long _burst;

    public RateTable(int perSecond, int burst, int partitions, TimeProvider time)
    {
        _fullAt = new long[partitions];
        _time = time;
        _perToken = Math.Max(1, time.TimestampFrequency / perSecond);
        _burst = _perToken * burst;
        Array.Fill(_fullAt, long.MinValue);
    }

    /// <summary>Null: one token is taken. Otherwise how long until there is one.</summary>
    public TimeSpan? TryTake(ClientAddress client)
    {
        // Seeded per process: nobody outside knows whom a client shares its number with.
        ref var fullAt = ref _fullAt[(uint)HashCode.Combine(client.Value) % (uint)_fullAt.Length];
        while (true)
        {
            var now = _time.GetTimestamp();
            var before = Volatile.Read(ref fullAt);
            var after = Math.Max(before, now) + _perToken;
            if (after - now > _burst)
            {
                return TimeSpan.FromSeconds((double)(after - now - _burst) / _time.TimestampFrequency);
            }

            if (Interlocked.CompareExchange(ref fullAt, after, before) == before)
            {
                return null;
            }
        }
    }
}
