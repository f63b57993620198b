namespace Sage.Simulator.Exchanges;

/// <summary>What an exchange answers instead of serving.</summary>
internal sealed record Refusal(int Status, int RetryAfterSeconds);

/// <summary>What an exchange has been told to do wrong, and until when.</summary>
internal sealed class Faults(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _stalled;
    private long _replaying;
    private long _duplicating;
    private long _reordering;
    private long _corrupting;
    private long _refusing;
    private int _status;
    private int _retryAfter;
    private int _refusalsLeft;

    /// <summary>Connections stay open, nothing arrives.</summary>
    public bool IsStalled => IsOn(ref _stalled);

    /// <summary>A recording is heard instead of the market.</summary>
    public bool IsReplaying => IsOn(ref _replaying);

    public bool IsDuplicating => IsOn(ref _duplicating);

    public bool IsReordering => IsOn(ref _reordering);

    public bool IsCorrupting => IsOn(ref _corrupting);

    public bool IsRefusing => IsOn(ref _refusing);

    public void Stall(TimeSpan duration) => Set(ref _stalled, duration);

    public void Replay(TimeSpan duration) => Set(ref _replaying, duration);

    public void Duplicate(TimeSpan duration) => Set(ref _duplicating, duration);

    public void Reorder(TimeSpan duration) => Set(ref _reordering, duration);

    public void Corrupt(TimeSpan duration) => Set(ref _corrupting, duration);

    /// <param name="times">Null: everyone until the time is over.</param>
    public void Refuse(int status, TimeSpan duration, int? retryAfter, int? times)
    {
        lock (_gate)
        {
            (_status, _retryAfter, _refusalsLeft) = (status, retryAfter ?? (int)duration.TotalSeconds, times ?? int.MaxValue);
            Set(ref _refusing, duration);
        }
    }

    /// <summary>Null: serve. Counts as one of the refusals that were asked for.</summary>
    public Refusal? NextRefusal()
    {
        lock (_gate)
        {
            return IsRefusing && _refusalsLeft-- > 0 ? new Refusal(_status, _retryAfter) : null;
        }
    }

    public void End()
    {
        Stall(TimeSpan.Zero);
        Replay(TimeSpan.Zero);
        Duplicate(TimeSpan.Zero);
        Reorder(TimeSpan.Zero);
        Corrupt(TimeSpan.Zero);
        Set(ref _refusing, TimeSpan.Zero);
    }

    private bool IsOn(ref long until) => Now() < Interlocked.Read(ref until);

    private void Set(ref long until, TimeSpan duration) => Interlocked.Exchange(ref until, Now() + (long)duration.TotalMilliseconds);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
