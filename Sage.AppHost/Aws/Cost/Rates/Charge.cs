namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>What a resource is charged for: so many units at the price with this key, or a reason why nobody can say yet.</summary>
internal sealed record Charge(string What, string? Price, decimal Quantity = 1, string? Unknown = null, string? Assumption = null)
{
    /// <summary>The resource costs only while something uses it; shown, and not counted.</summary>
    public bool ByUsage { get; private init; }

    public static Charge Unpriced(string what, string reason) => new(what, null, 0, reason);

    public static Charge Usage(string what) => new(what, null, 0) { ByUsage = true };
}
