using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.FearGreed;

/// <summary>https://alternative.me/crypto/fear-and-greed-index/#api</summary>
internal sealed partial class AlternativeMeClient(IHttpClientFactory clients, IOptions<MarketOptions> options)
{
    public const string ClientName = "alternative-me";

    private const string Path = "/fng/?limit=365";

    /// <exception cref="InvalidDataException">The answer holds no reading.</exception>
    public async Task<FearGreedReading[]> GetAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var response = await client.GetAsync(new Uri(options.Value.FearGreed.Url, Path), cancellationToken);
        response.EnsureSuccessStatusCode();
        return Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    internal static FearGreedReading[] Parse(byte[] body)
    {
        Answer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(body, IndexJson.Default.Answer);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The answer is not JSON of the index.", exception);
        }

        if (answer?.Metadata?.Error is { ValueKind: not JsonValueKind.Null } error)
        {
            throw new InvalidDataException($"The index is refused: {Shortened(error.ToString())}");
        }

        FearGreedReading[] readings = [.. (answer?.Data ?? []).Select(Reading).OfType<FearGreedReading>().OrderByDescending(reading => reading.At)];
        return readings.Length > 0 ? readings : throw new InvalidDataException("The answer holds no reading of the index.");
    }

    // A row that makes no sense is left out: the others still do.
    private static FearGreedReading? Reading(Row? row) =>
        int.TryParse(row?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 100
        && long.TryParse(row.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && row.Classification is { Length: > 0 and <= 40 } classification
            ? new FearGreedReading(value, classification, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    private static string Shortened(string text)
    {
        const int Longest = 200;
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    // Numbers come as text.
    private sealed record Row(
        [property: JsonPropertyName("value")] string? Value,
        [property: JsonPropertyName("value_classification")] string? Classification,
        [property: JsonPropertyName("timestamp")] string? Timestamp);

    private sealed record Metadata([property: JsonPropertyName("error")] JsonElement? Error);

    private sealed record Answer(
        [property: JsonPropertyName("data")] Row?[]? Data,
        [property: JsonPropertyName("metadata")] Metadata? Metadata);

    [JsonSerializable(typeof(Answer))]
    private sealed partial class IndexJson : JsonSerializerContext;
}
