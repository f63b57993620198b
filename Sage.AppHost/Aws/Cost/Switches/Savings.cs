using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Switches;

/// <summary>What a setting would save by itself: what is paid now less what would be paid then. Null when nothing that it changes has a known price.</summary>
internal sealed record Saving(string Setting, string Value, decimal? Monthly, string GivesUp, IReadOnlyList<string> LeavesOut);

internal static class Savings
{
    public static IReadOnlyList<Saving> Of(IReadOnlyList<StackTemplate> stacks, PricedTemplates now, Pricer pricer) =>
    [
        .. CostSwitch.All
            .Select(change => Of(change, stacks, now, pricer))
            .OfType<Saving>()
            .OrderByDescending(s => s.Monthly ?? decimal.MinValue)
            .ThenBy(s => s.Setting, StringComparer.Ordinal),
    ];

    private static Saving? Of(CostSwitch change, IReadOnlyList<StackTemplate> stacks, PricedTemplates now, Pricer pricer)
    {
        var copies = stacks.Select(s => s.Copy()).ToList();
        change.Apply(new TemplateSet(copies));
        var then = pricer.Price(new TemplateSet(copies));

        var before = now.Lines.ToLookup(Key);
        var after = then.Lines.ToLookup(Key);
        var touched = before.Select(g => g.Key).Union(after.Select(g => g.Key)).Where(key => !before[key].SequenceEqual(after[key])).ToList();
        // A difference to something unknown is unknown: such resources are named instead of being taken for nothing.
        var unknown = touched.Where(key => before[key].Concat(after[key]).Any(l => l.Unknown is not null)).ToHashSet();
        var known = touched.Where(key => !unknown.Contains(key)).ToList();
        var saved = known.Sum(key => before[key].Sum(l => l.Monthly ?? 0) - after[key].Sum(l => l.Monthly ?? 0));

        return touched.Count == 0 || (known.Count > 0 && unknown.Count == 0 && saved <= 0)
            ? null
            : new Saving(change.Setting, change.Value, known.Count == 0 ? null : saved, change.GivesUp, [.. unknown.SelectMany(key => before[key]).Select(l => l.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    // What a resource is charged for under one heading: instance and storage of a database are compared together, its address is not.
    private static (string? Stack, string? LogicalId, string Category, string Name) Key(CostLine line) => (line.Stack, line.LogicalId, line.Category, line.Name);
}
