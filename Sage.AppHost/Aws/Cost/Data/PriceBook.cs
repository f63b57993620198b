namespace Sage.AppHost.Aws.Cost.Data;

internal sealed record PriceFile(string Currency, string Note, IReadOnlyList<Price> Prices);

/// <summary>One list price. It holds in <paramref name="Regions"/>, of which it was read for <paramref name="SeenIn"/>; the first <paramref name="Free"/> units of a month cost nothing.</summary>
internal sealed record Price(string Key, decimal Usd, string Unit, IReadOnlyList<string> Regions, string SeenIn, string Source, DateOnly Date, decimal Free = 0)
{
    public const string Global = "global";

    public bool IsHourly => Unit.EndsWith("hour", StringComparison.Ordinal);

    public bool HoldsIn(string region) => Regions.Any(r => r == region || r == Global);
}

/// <summary>The dated prices of the repository. What is not in it is unknown, never guessed.</summary>
internal sealed class PriceBook
{
    private static readonly string[] Units = ["hour", "vCPU-hour", "GB-hour", "LCU-hour", "month", "GB-month", "GB", "million requests"];

    private readonly ILookup<string, Price> _byKey;

    private PriceBook(PriceFile file)
    {
        Note = file.Note;
        _byKey = file.Prices.ToLookup(p => p.Key, StringComparer.Ordinal);
        From = file.Prices.Min(p => p.Date);
        To = file.Prices.Max(p => p.Date);
    }

    public string Note { get; }

    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <exception cref="InvalidDataException">The file is not JSON, misses a field or has one that makes no sense.</exception>
    public static PriceBook Parse(string name, ReadOnlySpan<byte> json)
    {
        var file = DataFile.Parse(name, json, CostJson.Default.PriceFile);
        if (file.Currency != "USD" || file.Prices.Count == 0)
        {
            throw new InvalidDataException($"{name}: prices in USD are expected.");
        }
        foreach (var price in file.Prices)
        {
            var problem = price switch
            {
                { Key: "" } => "it has no key",
                { Usd: < 0 or > 1_000_000 } => $"{price.Usd} is no price",
                { Free: < 0 } => "its free amount is negative",
                { Regions.Count: 0 } => "it holds in no region",
                _ when !Units.Contains(price.Unit, StringComparer.Ordinal) => $"the unit {price.Unit} is none of {string.Join(", ", Units)}",
                _ when string.IsNullOrWhiteSpace(price.Source) => "it has no source",
                _ when file.Prices.Any(other => other != price && other.Key == price.Key && other.Regions.Any(price.HoldsIn)) => "it is there twice for one region",
                _ => null,
            };
            if (problem is not null)
            {
                throw new InvalidDataException($"{name}: the price {price.Key}: {problem}.");
            }
        }
        return new PriceBook(file);
    }

    public Price? Find(string key, string region) => _byKey[key].FirstOrDefault(p => p.HoldsIn(region));

    public string WhyUnknown(string key, string region) => _byKey[key].Any()
        ? $"unknown for {region} (known for {string.Join(", ", _byKey[key].SelectMany(p => p.Regions).Distinct(StringComparer.Ordinal))})"
        : $"no price for {key}";
}
