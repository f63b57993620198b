namespace Sage.AppHost.Aws.Cost.Data;

/// <summary>An estimate that somebody made before, to be compared with: which of our categories each of its lines stands for.</summary>
internal sealed record Baseline(string Name, decimal Total, IReadOnlyList<BaselineLine> Lines)
{
    public static Baseline Parse(string name, ReadOnlySpan<byte> json)
    {
        var baseline = DataFile.Parse(name, json, CostJson.Default.Baseline);
        var sum = baseline.Lines.Sum(l => l.Usd);
        return sum == baseline.Total ? baseline : throw new InvalidDataException($"{name}: its lines add up to {sum}, not to {baseline.Total}.");
    }
}

internal sealed record BaselineLine(string Name, string What, decimal Usd, IReadOnlyList<string> Categories)
{
    public bool Covers(string category) => Categories.Contains(category, StringComparer.Ordinal);
}
