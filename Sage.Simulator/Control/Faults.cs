namespace Sage.Simulator.Control;

/// <summary>What the exchanges have been told to do wrong, and until when.</summary>
internal sealed class Faults(TimeProvider time)
{
    private long _stalledUntil;
    private long _refusedUntil;
    private int _refusedWith;

    public bool IsStalled => Now() < Interlocked.Read(ref _stalledUntil);

    /// <summary>The status to answer instead of opening a websocket.</summary>
    public int? RefusedWith => Now() < Interlocked.Read(ref _refusedUntil) ? Volatile.Read(ref _refusedWith) : null;

    public void Stall(TimeSpan duration) => Interlocked.Exchange(ref _stalledUntil, Now() + (long)duration.TotalMilliseconds);

    public void Refuse(int status, TimeSpan duration)
    {
        Volatile.Write(ref _refusedWith, status);
        Interlocked.Exchange(ref _refusedUntil, Now() + (long)duration.TotalMilliseconds);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
