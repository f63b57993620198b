using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Sage.Simulator.Market;

/// <summary>From a time on: one trade of each symbol in every step, at the market's price times a factor.</summary>
/// <param name="From">Unix microseconds; the beginning of a step of the pace before.</param>
/// <param name="FirstId">Of the trade in the first step.</param>
/// <param name="Step">Microseconds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pace(long From, long FirstId, long Step, double Factor)
{
    public long IdAt(long time) => FirstId + (time - From) / Step;

    public long StartOf(long id) => From + (id - FirstId) * Step;
}

/// <summary>The paces one after another. What has been traded stays as it was: a change begins with the next step, ids go on without a gap.</summary>
internal sealed class Paces(long step)
{
    // Searched from the newest one; a test that changes the pace more often than this has to start a new simulator.
    private const int Most = 256;

    private readonly Lock _gate = new();
    private ImmutableArray<Pace> _all = [new Pace(0, 0, step, 1)];

    public Pace Current => _all[^1];

    public Pace AtTime(long time)
    {
        var all = _all;
        var i = all.Length - 1;
        while (i > 0 && all[i].From > time)
        {
            i--;
        }

        return all[i];
    }

    public Pace OfId(long id)
    {
        var all = _all;
        var i = all.Length - 1;
        while (i > 0 && all[i].FirstId > id)
        {
            i--;
        }

        return all[i];
    }

    /// <summary>False: changed too often.</summary>
    public bool Change(long now, long step, double factor)
    {
        lock (_gate)
        {
            var last = _all[^1];
            if (last.Step == step && last.Factor.Equals(factor))
            {
                return true;
            }

            if (_all.Length == Most)
            {
                return false;
            }

            var next = last.IdAt(Math.Max(now, last.From)) + 1;
            _all = _all.Add(new Pace(last.StartOf(next), next, step, factor));
            return true;
        }
    }
}
