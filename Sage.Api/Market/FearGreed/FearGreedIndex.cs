namespace Sage.Api.Market.FearGreed;

/// <summary>The index at one time.</summary>
internal sealed record FearGreedReading(int Value, string Classification, DateTimeOffset At);

/// <summary>Newest first, never empty.</summary>
internal sealed record FearGreedHistory(IReadOnlyList<FearGreedReading> Readings, bool Stale);

/// <summary>The fear and greed index of the last year.</summary>
internal sealed class FearGreedIndex
{
    private FearGreedHistory? Known { get; set; }

    /// <summary>Null: it has never been read, and cannot be at the moment.</summary>
    public ValueTask<FearGreedHistory?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Known);
}
