using Sage.AppHost.Aws.Cost.Data;

namespace Sage.AppHost.Aws.Cost.Report;

internal static class Comparisons
{
    public static Comparison Of(Baseline baseline, IReadOnlyList<CategoryTotal> categories)
    {
        var rows = baseline.Lines
            .Select(line => Row(line.Name, line.What, line.Usd, [.. categories.Where(c => line.Covers(c.Category))]))
            .Concat(categories.Where(c => !baseline.Lines.Any(l => l.Covers(c.Category))).Select(c => Row(c.Category, "left out", null, [c])))
            .ToList();
        var ours = rows.Sum(r => r.Ours);
        return new Comparison(baseline.Name, rows, baseline.Total, ours, ours - baseline.Total);
    }

    private static ComparisonRow Row(string name, string what, decimal? theirs, IReadOnlyList<CategoryTotal> ours)
    {
        var sum = ours.Sum(c => c.Monthly) + 0.00m;
        return new ComparisonRow(name, what, theirs, sum, sum - (theirs ?? 0), ours.Sum(c => c.UnknownCharges));
    }
}
