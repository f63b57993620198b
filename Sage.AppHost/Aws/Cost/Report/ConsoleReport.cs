namespace Sage.AppHost.Aws.Cost.Report;

/// <summary>The estimate as a person reads it: like charges of a stack on one line, amounts in one column.</summary>
internal static class ConsoleReport
{
    private const int CategoryWidth = 14;
    private const int NameWidth = 28;
    private const int WhatWidth = 42;
    private const int AmountWidth = 10;

    public static IReadOnlyList<string> Of(CostReport report, int savings) =>
    [
        $"Cost of a month, phase {report.Phase}, {string.Join(" + ", report.Regions)}: {report.Total.Monthly:#,0.00} USD"
            + (report.Total.UnknownCharges == 0 ? "" : $", without {Count(report.Total.UnknownCharges, "charge")} of unknown price"),
        $"(on-demand list prices of {report.PricesFrom:yyyy-MM-dd} to {report.PricesTo:yyyy-MM-dd}; assumptions and sources in cost.json)",
        .. Charges(report),
        "",
        Row("total", "", "", report.Total.Monthly),
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
            foreach (var like in stack.GroupBy(l => (l.Category, l.What)))
            {
                yield return Row(like.Key.Category, Names(like), like.Key.What, like.Sum(l => l.Monthly ?? 0));
            }
        }
    }

    private static IEnumerable<string> Unknown(CostReport report)
    {
        var unknown = report.Lines.Where(l => l.Unknown is not null).GroupBy(l => (l.Category, l.What, l.Unknown)).ToList();
        return unknown.Count == 0 ? [] : ["", "unknown, not in the total", .. unknown.Select(g => $"  {Fit(g.Key.Category, CategoryWidth)}{Fit(Names(g), NameWidth)}{g.Key.What}: {g.Key.Unknown}")];
    }

    private static IEnumerable<string> ByUse(CostReport report) =>
        report.ChargedByUse.Count == 0 ? [] : ["", "charged by use, not in the total", .. report.ChargedByUse.Select(u => $"  {Fit($"{u.Resources} x {u.Type["AWS::".Length..]}", CategoryWidth + NameWidth)}{u.What}")];

    private static IEnumerable<string> Cheaper(CostReport report, int count)
    {
        var shown = report.Savings.Where(s => s.Monthly is > 0).Take(count).ToList();
        return shown.Count == 0 ? [] : ["", "what would save most, each by itself", .. shown.Select(s => $"  {Fit($"{s.Setting}={s.Value}", CategoryWidth + 8)}{s.Monthly,8:#,0.00}  {s.GivesUp}{(s.LeavesOut.Count == 0 ? "" : $" (without {string.Join(", ", s.LeavesOut)}: price unknown)")}")];
    }

    private static IEnumerable<string> Compared(Comparison comparison)
    {
        yield return "";
        yield return $"  {Fit($"compared with {comparison.With}", CategoryWidth + 2 + NameWidth + WhatWidth - (2 * AmountWidth))}{"theirs",AmountWidth}{"ours",AmountWidth}{"difference",AmountWidth + 2}"[2..];
        foreach (var row in comparison.Rows)
        {
            yield return Compared(row.Name, row.What + (row.UnknownCharges == 0 ? "" : $" (ours without {Count(row.UnknownCharges, "unknown")})"), row.Theirs, row.Ours, row.Difference);
        }
        yield return Compared("total", "", comparison.Theirs, comparison.Ours, comparison.Difference);
    }

    private static string Compared(string name, string what, decimal? theirs, decimal ours, decimal difference) =>
        $"  {Fit(name, CategoryWidth + 2)}{Fit(what, NameWidth + WhatWidth - 2 - (2 * AmountWidth))}{(theirs is null ? "-" : $"{theirs:#,0.00}"),AmountWidth}{ours,AmountWidth:#,0.00}{difference,AmountWidth + 2:+#,0.00;-#,0.00;0.00}";

    private static string Row(string category, string name, string what, decimal amount) =>
        $"  {Fit(category, CategoryWidth)}{Fit(name, NameWidth)}{Fit(what, WhatWidth)}{amount,AmountWidth:#,0.00}";

    private static string Names(IEnumerable<CostLine> lines)
    {
        var names = lines.Select(l => l.Name).ToList();
        return names.Count == 1 ? names[0] : $"{names.Count} of them";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    // One space always stays between two columns.
    private static string Fit(string text, int width) => text.Length < width ? text.PadRight(width) : text[..(width - 2)] + "… ";
}
