namespace Sage.Api.Market.Feeds.Sessions;

/// <summary>What is particular to one exchange's websocket.</summary>
internal abstract class FeedProtocol
{
    public abstract FeedSource Source { get; }

    /// <summary>Where the next connection goes.</summary>
    public abstract Uri Address { get; }

    /// <summary>A connection of this age is replaced before the exchange ends it.</summary>
    public virtual TimeSpan RenewAfter => Timeout.InfiniteTimeSpan;

    /// <summary>Between two commands on one connection.</summary>
    public abstract TimeSpan PauseBetweenCommands { get; }

    /// <summary>Parses and hands over; called by two connections at once while one replaces the other.</summary>
    public abstract FrameOutcome Handle(ReadOnlySpan<byte> frame);

    /// <summary>What is said on a new connection, for as long as it lasts.</summary>
    public virtual Task ConverseAsync(FeedSender sender, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Told why a connection ended. True: there is another address, which may be tried at once.</summary>
    public virtual bool TryElsewhere(DisconnectReason reason) => false;
}
