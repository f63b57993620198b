namespace Sage.AppHost.Aws.Cost;

/// <summary>
/// One charge of one resource. Without a stack and a logical id it is an assumed amount for many resources together.
/// <paramref name="Monthly"/> is null exactly when <paramref name="Unknown"/> says why.
/// </summary>
internal sealed record CostLine(
    string? Stack,
    string Region,
    string Category,
    string? LogicalId,
    string? Type,
    string Name,
    string What,
    string? Price,
    decimal? Quantity,
    string? Unit,
    decimal? UnitPrice,
    decimal? Monthly,
    string? Assumption,
    string? Unknown);

/// <summary>A type whose resources cost while they are used; shown, and in no total.</summary>
internal sealed record UsageEntry(string Type, int Resources, string What);

internal sealed record FreeEntry(string Type, int Resources);

internal sealed record PricedTemplates(IReadOnlyList<CostLine> Lines, IReadOnlyList<UsageEntry> Usage, IReadOnlyList<FreeEntry> NoCharge)
{
    /// <summary>Each line is rounded to cents and sums are made of rounded lines, so that what is shown adds up.</summary>
    public decimal Total => Lines.Sum(l => l.Monthly ?? 0);
}
