using System.Text.Json;
using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Report;
using Sage.AppHost.Aws.Cost.Switches;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost;

/// <summary>What a month of synthesized stacks costs. The same templates and price file give the same bytes: no clock, no network, no account.</summary>
internal sealed class CostEstimate
{
    private const int SavingsShown = 3;

    private CostEstimate(CostReport report) => Report = report;

    public CostReport Report { get; }

    public static CostEstimate Of(IReadOnlyList<StackTemplate> stacks, CostData data, string phase)
    {
        var pricer = new Pricer(data);
        var templates = new TemplateSet(stacks);
        var priced = pricer.Price(templates);
        CategoryTotal[] categories = [.. priced.Lines.GroupBy(l => l.Category, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CategoryTotal(g.Key, g.Sum(l => l.Monthly ?? 0) + 0.00m, g.Count(l => l.Unknown is not null)))];
        var unknown = priced.Lines.Where(l => l.Unknown is not null).ToList();
        var used = priced.Lines.Where(l => l.Monthly is not null).Select(l => data.Prices.Find(l.Price!, l.Region)!).Distinct().OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        return new CostEstimate(new CostReport(
            phase,
            "USD",
            [.. templates.Stacks.Select(s => s.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            new CostTotal(
                priced.Total + 0.00m,
                "each line is rounded to cents, half away from zero; sums are of rounded lines",
                unknown.Count,
                [.. unknown.Select(l => $"{(l.Stack is null ? "" : l.Stack + "/")}{l.LogicalId ?? l.Name}, {l.What}: {l.Unknown}")]),
            categories,
            priced.Lines,
            priced.Usage,
            priced.NoCharge,
            Savings.Of(stacks, priced, pricer),
            Comparisons.Of(data.Baseline, categories),
            [.. data.Assumptions.All.Select(a => new AssumptionEntry(a.Name, a.Value, a.Unit, a.Why))],
            used.Count == 0 ? data.Prices.From : used.Min(p => p.Date),
            used.Count == 0 ? data.Prices.To : used.Max(p => p.Date),
            data.Prices.Note,
            used));
    }

    /// <summary>Writes <c>cost.json</c>.</summary>
    public void WriteJson(string path) => File.WriteAllBytes(path, [.. JsonSerializer.SerializeToUtf8Bytes(Report, CostJson.ForPeople().CostReport), (byte)'\n']);

    /// <summary>The estimate for a console, at most 100 columns wide.</summary>
    public IReadOnlyList<string> Lines() => ConsoleReport.Of(Report, SavingsShown);
}
