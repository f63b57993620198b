namespace Sage.AppHost.Aws.Cost.Data;

/// <summary>What is known about resource types besides the rates in code: one price each, charged by usage only, or not charged by themselves.</summary>
internal sealed record ResourceTypes(IReadOnlyDictionary<string, FlatRate> Flat, IReadOnlyDictionary<string, string> Usage, IReadOnlyList<string> NoCharge)
{
    public bool IsFree(string type) => NoCharge.Any(entry => entry.EndsWith('*') ? type.StartsWith(entry[..^1], StringComparison.Ordinal) : entry == type);
}
