using System.Runtime.InteropServices;

namespace Sage.Api.Market.Prices;

/// <summary>When something arrived here, by both clocks of this machine: one stands still while the machine sleeps, the other one may be set.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Arrival(long Timestamp, long UnixMilliseconds)
{
    public static Arrival Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The longer of both, in milliseconds: rather stale for a moment than live for too long.</summary>
    public long Elapsed(TimeProvider time) => Math.Max(
        (long)time.GetElapsedTime(Timestamp).TotalMilliseconds, time.GetUtcNow().ToUnixTimeMilliseconds() - UnixMilliseconds);
}
