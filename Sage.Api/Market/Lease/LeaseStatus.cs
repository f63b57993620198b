namespace Sage.Api.Market.Lease;

/// <summary>Who leads, as far as this process knows; written by the lease, read by anyone.</summary>
internal sealed class LeaseStatus
{
    private Snapshot _current = new(Held: false, Holder: null, Token: null, Since: null, Problem: "This process never leads: Market:ReadFeed is false.");

    public Snapshot Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <param name="Held">By this process.</param>
    /// <param name="Holder">Null: not known.</param>
    /// <param name="Token">Of the current term.</param>
    /// <param name="Since">When this was found out.</param>
    /// <param name="Problem">Why the lease cannot be taken or renewed.</param>
    internal sealed record Snapshot(bool Held, string? Holder, long? Token, DateTimeOffset? Since, string? Problem);
}
