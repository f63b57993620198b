using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Rates;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost;

/// <summary>Turns templates into lines with prices. Every resource ends as a line, as charged by use, or as free of charge: none is passed over.</summary>
internal sealed class Pricer(CostData data)
{
    private static readonly ILookup<string, Rate> Rates = Rate.All.ToLookup(r => r.Type, StringComparer.Ordinal);

    public PricedTemplates Price(TemplateSet templates)
    {
        var lines = new List<CostLine>();
        var usage = new List<(string Type, string What)>();
        var free = new List<string>();
        var created = new List<TemplateResource>();
        foreach (var resource in templates.Resources)
        {
            if (!IsCreated(resource, lines))
            {
                continue;
            }
            created.Add(resource);
            var charges = Rates[resource.Type].SelectMany(rate => Charges(rate, resource, templates)).Concat(Flat(resource)).ToList();
            foreach (var (category, charge) in charges)
            {
                if (charge.ByUsage)
                {
                    usage.Add((resource.Type, charge.What));
                }
                else
                {
                    lines.Add(Line(resource.Stack.Name, resource.Stack.Region, category, resource.LogicalId, resource.Type, resource.Name, charge));
                }
            }
            if (data.Types.Usage.TryGetValue(resource.Type, out var use))
            {
                usage.Add((resource.Type, use));
            }
            // A type with rates of which none applies: a gateway endpoint, a cluster without insights.
            if (data.Types.IsFree(resource.Type) || (charges.Count == 0 && Rates.Contains(resource.Type)))
            {
                free.Add(resource.Type);
            }
            else if (!IsKnown(resource.Type))
            {
                lines.Add(Line(resource.Stack.Name, resource.Stack.Region, "other", resource.LogicalId, resource.Type, resource.Name, Charge.Unpriced(resource.Type, "nothing is known about this type")));
            }
        }
        lines.AddRange(Together(created));
        return new PricedTemplates(
            [.. lines.OrderBy(l => l.Stack is null).ThenBy(l => l.Stack, StringComparer.Ordinal).ThenBy(l => l.Category, StringComparer.Ordinal).ThenBy(l => l.LogicalId, StringComparer.Ordinal)],
            [.. usage.GroupBy(u => u).Select(g => new UsageEntry(g.Key.Type, g.Count(), g.Key.What)).OrderBy(u => u.Type, StringComparer.Ordinal).ThenBy(u => u.What, StringComparer.Ordinal)],
            [.. free.GroupBy(t => t, StringComparer.Ordinal).Select(g => new FreeEntry(g.Key, g.Count())).OrderBy(f => f.Type, StringComparer.Ordinal)]);
    }

    private bool IsKnown(string type) =>
        Rates.Contains(type) || data.Types.Flat.ContainsKey(type) || data.Types.Usage.ContainsKey(type) || data.Assumptions.All.Any(a => a.Covers(type));

    private bool IsCreated(TemplateResource resource, List<CostLine> lines)
    {
        try
        {
            return resource.Exists;
        }
        catch (UnresolvedValueException error)
        {
            if (!data.Types.IsFree(resource.Type))
            {
                lines.Add(Line(resource.Stack.Name, resource.Stack.Region, "other", resource.LogicalId, resource.Type, resource.Name, Charge.Unpriced(resource.Type, $"whether it is created: {error.Message}")));
            }
            return false;
        }
    }

    private List<(string Category, Charge Charge)> Charges(Rate rate, TemplateResource resource, TemplateSet templates)
    {
        try
        {
            return [.. rate.Charges(new RateInput(resource, templates, data.Assumptions)).Select(charge => (rate.Category, charge))];
        }
        catch (UnresolvedValueException error)
        {
            return [(rate.Category, Charge.Unpriced(rate.What, error.Message))];
        }
    }

    private IEnumerable<(string Category, Charge Charge)> Flat(TemplateResource resource) =>
        data.Types.Flat.TryGetValue(resource.Type, out var flat) ? [(flat.Category, new Charge(flat.What, flat.Price))] : [];

    // The price is that of the region where most of these resources are.
    private IEnumerable<CostLine> Together(IReadOnlyList<TemplateResource> created) =>
        from assumption in data.Assumptions.All
        let resources = created.Where(r => assumption.Covers(r.Type)).ToList()
        where resources.Count > 0
        let region = resources.GroupBy(r => r.Stack.Region, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key
        from charge in assumption.Charges ?? []
        select Line(null, region, charge.Category, null, null, assumption.Name, new Charge($"{charge.What}, {assumption.Value:0.##} {assumption.Unit}", charge.Price, assumption.Value ?? 0, Assumption: assumption.Name));

    private CostLine Line(string? stack, string region, string category, string? id, string? type, string name, Charge charge)
    {
        var line = new CostLine(stack, region, category, id, type, name, charge.What, charge.Price, null, null, null, null, charge.Assumption, charge.Unknown);
        if (charge.Unknown is not null || charge.Price is null)
        {
            return line;
        }
        if (data.Prices.Find(charge.Price, region) is not { } price)
        {
            return line with { Quantity = charge.Quantity, Unknown = data.Prices.WhyUnknown(charge.Price, region) };
        }
        var quantity = charge.Quantity * (price.IsHourly ? data.Assumptions.Hours : 1);
        var monthly = decimal.Round(Math.Max(0, quantity - price.Free) * price.Usd, 2, MidpointRounding.AwayFromZero);
        // Adding 0.00 keeps two decimals in the JSON.
        return line with { Quantity = quantity, Unit = price.Unit, UnitPrice = price.Usd, Monthly = monthly + 0.00m };
    }
}
