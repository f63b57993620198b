namespace Sage.AppHost.Aws.Cost.Report;

/// <summary>The estimate as a person reads it: like charges of a stack on one line, amounts in one column.</summary>
internal static class ConsoleReport
{
    public static IReadOnlyList<string> Of(CostReport report, int savings) =>
    [
        $"Cost of a month, phase {report.Phase}, {string.Join(" + ", report.Regions)}: {report.Total.Monthly:#,0.00} USD",
        .. report.Total.UnknownCharges == 0 ? Array.Empty<string>() : [$"  without {report.Total.UnknownCharges} charge{(report.Total.UnknownCharges == 1 ? "" : "s")} of unknown price, named below"],
        $"  on-demand list prices of {report.PricesFrom:yyyy-MM-dd} to {report.PricesTo:yyyy-MM-dd}; assumptions and sources in cost.json",
        .. Charges(report),
        "",
        Columns.Charge("total", "", "", report.Total.Monthly),
        .. Unknown(report),
        .. ByUse(report),
        .. Cheaper(report, savings),
        .. Compared(report.Comparison),
    ];

    private static IEnumerable<string> Charges(CostReport report)
    {
        foreach (var stack in report.Lines.Where(l => l.Monthly is not null).GroupBy(l => (l.Stack, Region: l.Stack is null ? null : l.Region)))
        {
            yield return "";
            yield return stack.Key.Stack is null ? "all stacks together, amounts assumed" : $"{stack.Key.Stack} ({stack.Key.Region})";
            var (category, name) = ("", "");
            foreach (var like in stack.GroupBy(l => (l.Category, l.What)))
            {
                var names = Names(like);
                var same = like.Key.Category == category;
                yield return Columns.Charge(same ? "" : like.Key.Category, same && names == name ? "" : names, like.Key.What, like.Sum(l => l.Monthly ?? 0));
                (category, name) = (like.Key.Category, names);
            }
        }
    }

    private static IEnumerable<string> Unknown(CostReport report) => Section(
        "unknown, not in the total",
        report.Lines.Where(l => l.Unknown is not null)
            .GroupBy(l => (l.Category, l.What, l.Unknown))
            .SelectMany(g => Columns.Beside($"  {Columns.Fit(g.Key.Category, Columns.Category)}{Columns.Fit(Names(g), Columns.Name)}", $"{g.Key.What}: {g.Key.Unknown}")));

    private static IEnumerable<string> ByUse(CostReport report) => Section(
        "charged by use, not in the total",
        report.ChargedByUse.SelectMany(u => Columns.Beside($"  {Columns.Fit($"{u.Resources} x {u.Type.Replace("AWS::", "", StringComparison.Ordinal)}", Columns.Category + Columns.Name)}", u.What)));

    private static IEnumerable<string> Cheaper(CostReport report, int count) => Section(
        "what would save most, each by itself",
        report.Savings.Where(s => s.Monthly is > 0).Take(count).SelectMany(s => Columns.Beside(
            $"  {Columns.Fit($"{s.Setting}={s.Value}", Columns.Category + Columns.Amount)}{s.Monthly,Columns.Amount:#,0.00}  ",
            s.GivesUp + (s.LeavesOut.Count == 0 ? "" : $" (without {string.Join(", ", s.LeavesOut)}: price unknown)"))));

    private static IEnumerable<string> Compared(Comparison comparison) =>
    [
        "",
        Compared("compared with", comparison.With, "theirs", "ours", "difference")[2..],
        .. comparison.Rows.Select(row => Compared(
            row.Name,
            row.What + Missing(row.UnknownCharges),
            row.Theirs is null ? "-" : $"{row.Theirs:#,0.00}",
            $"{row.Ours:#,0.00}",
            Signed(row.Difference))),
        Compared("total", Missing(comparison.Rows.Sum(r => r.UnknownCharges)).Trim(), $"{comparison.Theirs:#,0.00}", $"{comparison.Ours:#,0.00}", Signed(comparison.Difference)),
    ];

    private static string Compared(string name, string what, string theirs, string ours, string difference) =>
        $"  {Columns.Fit(name, Columns.Category + 2)}{Columns.Fit(what, Columns.Name + 20)}{theirs,Columns.Amount}{ours,Columns.Amount}{difference,Columns.Amount + 2}";

    private static IEnumerable<string> Section(string title, IEnumerable<string> rows) => rows.ToList() is { Count: > 0 } some ? ["", title, .. some] : [];

    private static string Missing(int unknown) => unknown == 0 ? "" : $" (ours: {unknown} unknown)";

    private static string Signed(decimal difference) => $"{difference:+#,0.00;-#,0.00;0.00}";

    private static string Names(IEnumerable<CostLine> lines)
    {
        var names = lines.Select(l => l.Name).ToList();
        var all = string.Join(", ", names);
        return names.Count == 1 || all.Length < Columns.Name ? all : $"{names.Count} of them";
    }
}
