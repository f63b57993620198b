namespace Sage.Simulator.Exchanges;

/// <summary>How much may be asked for in each span of time; the next span starts with nothing used.</summary>
internal sealed class CallBudget(int limit, TimeSpan span, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _span;
    private int _used;

    /// <summary>What is used up now; more than the limit is refused.</summary>
    public (bool Allowed, int Used, int SecondsToWait) Take(int weight)
    {
        var now = time.GetUtcNow().UtcTicks;
        lock (_gate)
        {
            if (now / span.Ticks != _span)
            {
                (_span, _used) = (now / span.Ticks, 0);
            }

            _used += weight;
            return (_used <= limit, _used, (int)Math.Ceiling(TimeSpan.FromTicks(span.Ticks - now % span.Ticks).TotalSeconds));
        }
    }
}
