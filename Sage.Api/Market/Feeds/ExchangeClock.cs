using System.Runtime.InteropServices;

namespace Sage.Api.Market.Feeds;

/// <summary>
/// How old is what an exchange tells, by the exchanges' clocks: ours may be wrong. The smallest lag of the last minutes is how far
/// apart the clocks are (and the shortest way); what comes with a greater one is old by the difference.
/// </summary>
/// <remarks>
/// One estimate for all exchanges, whose clocks agree: so a source that is late from its first frame on is seen by the other one.
/// Lags are measured with a counter that nobody sets, so that a correction of our clock changes nothing.
/// </remarks>
internal sealed class ExchangeClock(TimeProvider time)
{
    private const int Slots = 30;

    // The third smallest lag of a slot counts: two frames with a false time change nothing.
    private const int Witnesses = 3;

    private static readonly TimeSpan SlotLength = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Slot[] _slots = new Slot[Slots];
    private readonly long _startTimestamp = time.GetTimestamp();
    private readonly long _start = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _slot;

    /// <summary>An exchange has just said that it is <paramref name="exchangeTime"/>. Returns how many milliseconds late that came; negative: it is ahead of what is known.</summary>
    public long Observe(long exchangeTime)
    {
        var elapsed = time.GetElapsedTime(_startTimestamp);
        var lag = _start + (long)elapsed.TotalMilliseconds - exchangeTime;
        lock (_gate)
        {
            Enter(elapsed.Ticks / SlotLength.Ticks);
            _slots[_slot % Slots].Add(lag);
            return lag - Smallest()!.Value;
        }
    }

    /// <summary>How old a time is; by our clock while no exchange has told one.</summary>
    public long Age(long exchangeTime)
    {
        var elapsed = time.GetElapsedTime(_startTimestamp);
        lock (_gate)
        {
            return Smallest() is { } smallest
                ? _start + (long)elapsed.TotalMilliseconds - exchangeTime - smallest
                : time.GetUtcNow().ToUnixTimeMilliseconds() - exchangeTime;
        }
    }

    // While nothing is told, what was known stays known.
    private void Enter(long slot)
    {
        var passed = Math.Min(slot - _slot, Slots);
        for (var i = 1; i <= passed; i++)
        {
            _slots[(slot - passed + i) % Slots] = default;
        }

        _slot = Math.Max(slot, _slot);
    }

    private long? Smallest()
    {
        long? certain = null;
        long? uncertain = null;
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Count == Witnesses)
            {
                certain = Math.Min(slot.Last, certain ?? long.MaxValue);
            }
            else if (slot.Count > 0)
            {
                uncertain = Math.Max(slot.Last, uncertain ?? long.MinValue);
            }
        }

        return certain ?? uncertain;
    }

    /// <summary>The smallest lags, ascending.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        private long _first;
        private long _second;
        private long _third;

        public int Count { get; private set; }

        public readonly long Last => Count switch { 1 => _first, 2 => _second, _ => _third };

        public void Add(long lag)
        {
            if (Count == 0 || lag < _first)
            {
                (_first, _second, _third) = (lag, _first, _second);
            }
            else if (Count == 1 || lag < _second)
            {
                (_second, _third) = (lag, _second);
            }
            else if (Count == 2 || lag < _third)
            {
                _third = lag;
            }

            Count = Math.Min(Count + 1, Witnesses);
        }
    }
}
