namespace Sage.AppHost.Aws.Cost.Data;

internal sealed record AssumptionFile(IReadOnlyList<Assumption> Assumptions);

/// <summary>Something the templates cannot tell. With types and charges it is an amount for all resources of these types together.</summary>
internal sealed record Assumption(string Name, string Why, decimal? Value = null, string? Unit = null, IReadOnlyList<string>? Types = null, IReadOnlyList<FlatRate>? Charges = null)
{
    public bool Covers(string type) => Types?.Contains(type, StringComparer.Ordinal) == true;
}

/// <summary>One price for one thing, whatever its properties.</summary>
internal sealed record FlatRate(string Category, string What, string Price);

internal sealed class Assumptions
{
    private const string HoursName = "hours-per-month";

    private Assumptions(AssumptionFile file) => All = file.Assumptions;

    public IReadOnlyList<Assumption> All { get; }

    public decimal Hours => Value(HoursName);

    public static Assumptions Parse(string name, ReadOnlySpan<byte> json)
    {
        var file = DataFile.Parse(name, json, CostJson.Default.AssumptionFile);
        var twice = file.Assumptions.GroupBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is not null
            ? throw new InvalidDataException($"{name}: the assumption {twice} is there twice.")
            : file.Assumptions.FirstOrDefault(a => a.Value < 0 || (a.Charges is not null && (a.Value is null || a.Types is null))) is { } wrong
                ? throw new InvalidDataException($"{name}: the assumption {wrong.Name} needs a value of 0 or more, and types, for its charges.")
                : new Assumptions(file);
    }

    public decimal Value(string name) => All.FirstOrDefault(a => a.Name == name)?.Value ?? throw new InvalidDataException($"The assumption {name} is missing or has no value.");
}
