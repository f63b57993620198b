using System.Globalization;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>RDS instances, read replicas among them: the class by the hour, the storage it starts with, and what is switched on besides.</summary>
internal static class DatabaseRates
{
    // gp3 brings 3,000 IOPS and 125 MiB/s along; what is provisioned beyond has prices of its own.
    private const decimal IncludedIops = 3000;
    private const decimal FreeInsightDays = 7;

    public static IReadOnlyList<Rate> All { get; } =
    [
        new("AWS::RDS::DBInstance", "database", "instance", Instance),
        new("AWS::RDS::DBInstance", "database", "storage", Storage),
        new("AWS::RDS::DBInstance", "database", "extras", Extras),
    ];

    private static IEnumerable<Charge> Instance(RateInput input)
    {
        var instance = input.Properties;
        var engine = Inherited(input, "Engine");
        var size = instance.Text("DBInstanceClass");
        if (size is null || engine is null)
        {
            return [Charge.Unpriced("instance", $"no {(size is null ? "DBInstanceClass" : "Engine")} is given")];
        }
        var zones = Zones(instance);
        return [new Charge($"{(instance.Has("SourceDBInstanceIdentifier") ? "read replica, " : "")}{size}, {zones}", $"rds/{engine}/{size}/{zones}")];
    }

    private static IEnumerable<Charge> Storage(RateInput input)
    {
        var instance = input.Properties;
        if (instance.Has("DBClusterIdentifier"))
        {
            return [];
        }
        if (!decimal.TryParse(Inherited(input, "AllocatedStorage"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > 1_000_000)
        {
            return [Charge.Unpriced("storage", "no AllocatedStorage is given")];
        }
        var kind = Inherited(input, "StorageType") ?? "gp2";
        var most = instance.Number("MaxAllocatedStorage") is { } max && max > size ? $" (may grow to {max:0} GB)" : "";
        return
        [
            new Charge($"{size:0} GB {kind}{most}", $"rds/storage/{kind}/{Zones(instance)}", size),
            .. instance.Number("Iops") > IncludedIops || kind.StartsWith("io", StringComparison.Ordinal) ? [new Charge("provisioned IOPS", "rds/iops")] : Array.Empty<Charge>(),
        ];
    }

    private static IEnumerable<Charge> Extras(RateInput input)
    {
        if (input.Properties.Text("DatabaseInsightsMode") == "advanced")
        {
            yield return new Charge("Database Insights, advanced", "rds/database-insights");
        }
        else if (input.Properties.Number("PerformanceInsightsRetentionPeriod") > FreeInsightDays)
        {
            yield return new Charge("Performance Insights beyond 7 days", "rds/performance-insights");
        }
        if (input.Properties.Number("BackupRetentionPeriod") > 0)
        {
            yield return Charge.Usage("backups beyond the size of the database");
        }
    }

    private static string Zones(Properties instance) => instance.Flag("MultiAZ") ? "multi-az" : "single-az";

    // A read replica takes what it does not say from its source.
    private static string? Inherited(RateInput input, string property) => input.Properties.Text(property) ?? Source(input)?.Properties.Text(property);

    private static TemplateResource? Source(RateInput input)
    {
        if (input.Properties.MentionedIn("SourceDBInstanceIdentifier").FirstOrDefault() is { } mentioned)
        {
            return mentioned;
        }
        var name = input.Properties.Text("SourceDBInstanceIdentifier");
        return name is null ? null : input.Templates.OfType(input.Resource.Type).FirstOrDefault(r => r != input.Resource && r.Literal("DBInstanceIdentifier") == name);
    }
}
