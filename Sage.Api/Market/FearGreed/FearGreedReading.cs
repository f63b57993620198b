using System.Text.Json.Serialization;

namespace Sage.Api.Market.FearGreed;

/// <summary>The index at one time.</summary>
internal sealed record FearGreedReading(int Value, string Classification, DateTimeOffset At);

/// <summary>Newest first, never empty.</summary>
internal sealed record FearGreedHistory(IReadOnlyList<FearGreedReading> Readings, bool Stale);

[JsonSerializable(typeof(FearGreedReading[]))]
internal sealed partial class FearGreedJson : JsonSerializerContext;
