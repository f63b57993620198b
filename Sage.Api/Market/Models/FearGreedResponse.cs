using System.ComponentModel;
using Sage.Api.Market.FearGreed;

namespace Sage.Api.Market.Models;

/// <summary>The mood of the market, from 0 (extreme fear) to 100 (extreme greed).</summary>
internal sealed record FearGreedResponse
{
    public required int Value { get; init; }

    public required string Classification { get; init; }

    public required DateTimeOffset At { get; init; }

    [Description("The index could not be read again in time: these are the values known last.")]
    public required bool Stale { get; init; }

    [Description("Newest first; the first is the current value.")]
    public required IReadOnlyList<FearGreedPoint> History { get; init; }

    public static FearGreedResponse From(FearGreedHistory history, int limit) => new()
    {
        Value = history.Readings[0].Value,
        Classification = history.Readings[0].Classification,
        At = history.Readings[0].At,
        Stale = history.Stale,
        History = [.. history.Readings.Take(limit).Select(reading => new FearGreedPoint(reading.Value, reading.Classification, reading.At))],
    };
}

/// <summary>The index at one time.</summary>
internal sealed record FearGreedPoint(int Value, string Classification, DateTimeOffset At);
