using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sage.Api.Market;

namespace Sage.Bench.Market.Parsing;

/// <summary>Frames per second on one core, against System.Text.Json's JsonDocument and decimal.Parse on the same frames.</summary>
internal static class ParseBench
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);
    private static readonly MarketSymbols Symbols = new("BTCUSDT", "ETHUSDT", "XRPUSDT", "BNBUSDT", "SOLUSDT", "DOGEUSDT", "ADAUSDT", "TRXUSDT", "LINKUSDT", "AVAXUSDT");

    public static void Run()
    {
        Console.WriteLine("\nparse: one core, frames of the vendors' documentation");
        foreach (var subject in ParseSubject.All(Symbols))
        {
            var ours = Measure(subject.Frames, subject.Parse);
            var baseline = Measure(subject.Frames, subject.Baseline);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {subject.Name,-26} {ours}; JsonDocument {baseline}; x{ours.FramesPerSecond / baseline.FramesPerSecond:0.00}"));
        }
    }

    private static Rate Measure(byte[][] frames, Func<byte[], bool> parse)
    {
        // Until the tiers of the compiler have settled.
        _ = Loop(frames, parse, TimeSpan.FromSeconds(1));
        return Loop(frames, parse, Time);
    }

    private static Rate Loop(byte[][] frames, Func<byte[], bool> parse, TimeSpan duration)
    {
        var (count, bytes, allocated, began) = (0L, 0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            for (var i = 0; i < 256; i++)
            {
                foreach (var frame in frames)
                {
                    if (!parse(frame))
                    {
                        throw new InvalidOperationException($"Not accepted: {Encoding.UTF8.GetString(frame)}");
                    }

                    bytes += frame.Length;
                    count++;
                }
            }
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Rate(count / seconds, bytes / seconds / 1e6, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)count);
    }

    private sealed record Rate(double FramesPerSecond, double MegabytesPerSecond, double BytesPerFrame)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FramesPerSecond / 1e6:0.00} M frames/s, {MegabytesPerSecond:0} MB/s, {BytesPerFrame:0} B allocated/frame");
    }
}
