using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Switches;

namespace Sage.AppHost.Aws.Cost.Report;

/// <summary>What cost.json holds.</summary>
internal sealed record CostReport(
    string Phase,
    string Currency,
    IReadOnlyList<string> Regions,
    CostTotal Total,
    IReadOnlyList<CategoryTotal> Categories,
    IReadOnlyList<CostLine> Lines,
    IReadOnlyList<UsageEntry> ChargedByUse,
    IReadOnlyList<FreeEntry> NoChargeOfItsOwn,
    IReadOnlyList<Saving> Savings,
    Comparison Comparison,
    IReadOnlyList<AssumptionEntry> Assumptions,
    DateOnly PricesFrom,
    DateOnly PricesTo,
    string PricesNote,
    IReadOnlyList<Price> Prices);

internal sealed record CostTotal(decimal Monthly, string Rounding, int UnknownCharges, IReadOnlyList<string> LeavesOut);

internal sealed record CategoryTotal(string Category, decimal Monthly, int UnknownCharges);

internal sealed record AssumptionEntry(string Name, decimal? Value, string? Unit, string Why);

internal sealed record Comparison(string With, IReadOnlyList<ComparisonRow> Rows, decimal Theirs, decimal Ours, decimal Difference);

/// <summary>One line of the other estimate, or one of our categories that it leaves out (<paramref name="Theirs"/> is then null).</summary>
internal sealed record ComparisonRow(string Name, string What, decimal? Theirs, decimal Ours, decimal Difference, int UnknownCharges);
