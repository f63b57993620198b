namespace Sage.Api.Market.Feeds;

/// <summary>How long to wait before the next connection: doubling, capped, and jittered so that replicas do not come in step.</summary>
internal static class ReconnectBackoff
{
    /// <summary>A session that lasted this long starts the count anew.</summary>
    public static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    // Knocking on a closed door gets an address banned: Binance allows 300 connections in 5 minutes.
    private static readonly TimeSpan WhenRefused = TimeSpan.FromSeconds(30);

    /// <param name="reason">Why the last session ended.</param>
    /// <param name="attempt">Failures in a row before this one.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Delay(DisconnectReason reason, int attempt, double random)
    {
        var longest = reason is DisconnectReason.Restricted or DisconnectReason.RateLimited ? WhenRefused : Longest;
        var doubled = reason is DisconnectReason.Restricted or DisconnectReason.RateLimited
            ? longest
            : TimeSpan.FromMilliseconds(Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30)), longest.TotalMilliseconds));
        return doubled * (0.5 + random / 2);
    }
}
