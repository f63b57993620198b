using System.Diagnostics;

namespace Sage.Bench.Market.Streams;

/// <summary>Counts durations in steps of 0.1 ms, one table per thread.</summary>
internal sealed class LatencyHistogram : IDisposable
{
    private const int Buckets = 50_000;
    private static readonly double PerBucket = Stopwatch.Frequency / 10_000.0;

    private readonly ThreadLocal<long[]> _counts = new(() => new long[Buckets], trackAllValues: true);

    public long Count => _counts.Values.Sum(table => table.Sum());

    public void Record(long ticks) => _counts.Value![Math.Clamp((int)(ticks / PerBucket), 0, Buckets - 1)]++;

    public void Reset()
    {
        foreach (var table in _counts.Values)
        {
            Array.Clear(table);
        }
    }

    /// <summary>In milliseconds.</summary>
    public double Percentile(double share)
    {
        var merged = new long[Buckets];
        foreach (var table in _counts.Values)
        {
            for (var i = 0; i < Buckets; i++)
            {
                merged[i] += table[i];
            }
        }

        var rank = (long)(merged.Sum() * share);
        for (var (i, seen) = (0, 0L); i < Buckets; i++)
        {
            seen += merged[i];
            if (seen > rank)
            {
                return (i + 1) / 10.0;
            }
        }

        return 0;
    }

    public void Dispose() => _counts.Dispose();
}
