using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>A PostgreSQL server on RDS.</summary>
internal static class DatabaseAlarms
{
    /// <param name="alarms">Makes them.</param>
    /// <param name="scope">Where they stand.</param>
    /// <param name="planned">The server.</param>
    /// <param name="identifier">The instance's identifier.</param>
    /// <param name="replicas">The identifiers of its read replicas.</param>
    public static void Add(AlarmFactory alarms, Construct scope, PlannedDatabase planned, string identifier, params IReadOnlyList<string> replicas)
    {
        var name = Title(alarms.Plan, planned);
        AddServer(alarms, scope, name, "The database server", identifier);
        // Near two thousand million Postgres stops taking writes: https://www.postgresql.org/docs/18/routine-vacuuming.html
        alarms.Add(scope, new MetricAlert($"{name}-transaction-ids-high")
        {
            Description = "Old transactions are not cleaned up; the server will refuse writes when it runs out of transaction ids.",
            Channel = AlertChannel.Errors,
            Runbook = "database-transaction-ids",
            Measured = Of("Transaction ids in use", MeasurementUnit.Number, "MaximumUsedTransactionIDs", "Maximum", identifier),
            Limit = 1_000_000_000,
        });
        foreach (var (replica, index) in replicas.Select((replica, index) => (replica, index)))
        {
            AddServer(alarms, scope, $"{name}-replica-{index + 1}", $"Read replica {index + 1}", replica);
            alarms.Add(scope, new MetricAlert($"{name}-replica-{index + 1}-lag-high")
            {
                Description = "A read replica is behind: its readers see old data.",
                Channel = AlertChannel.Performance,
                Runbook = "database-replica-lag",
                Measured = Of("Replica lag", MeasurementUnit.Seconds, "ReplicaLag", "Average", replica),
                Limit = 60,
            });
        }

        AddEvents(alarms, scope, name, planned.Identifier);
    }

    // What any instance can run out of.
    private static void AddServer(AlarmFactory alarms, Construct scope, string name, string what, string identifier)
    {
        var sizing = alarms.Plan.Settings.Sizing;
        alarms.Add(scope, new MetricAlert($"{name}-cpu-high")
        {
            Description = $"{what} is short of CPU.",
            Channel = AlertChannel.Performance,
            Runbook = "database-cpu-high",
            Measured = Of("CPU", MeasurementUnit.Percent, "CPUUtilization", "Average", identifier),
            Limit = 80,
            Periods = 2,
        });
        alarms.Add(scope, new MetricAlert($"{name}-connections-high")
        {
            Description = $"{what} is about to refuse connections (53300, too many connections).",
            Channel = AlertChannel.Errors,
            Runbook = "database-connections-high",
            Measured = Of($"Connections of {sizing.DatabaseMaxConnections}", MeasurementUnit.Number, "DatabaseConnections", "Maximum", identifier),
            Limit = Math.Floor(sizing.DatabaseMaxConnections * 0.9),
            PeriodMinutes = 1,
            Periods = 2,
        });
        alarms.Add(scope, new MetricAlert($"{name}-storage-low")
        {
            Description = $"{what} has a nearly full disk, which did not grow by itself; a full one stops it.",
            Channel = AlertChannel.Errors,
            Runbook = "database-storage-low",
            Measured = Of("Free space", MeasurementUnit.MiB, "FreeStorageSpace", "Minimum", identifier),
            // RDS makes it grow below a tenth of its size, at most every six hours.
            Limit = 1536,
            WhenBelow = true,
            Periods = 3,
        });
        alarms.Add(scope, new MetricAlert($"{name}-memory-low")
        {
            Description = $"{what} is short of memory.",
            Channel = AlertChannel.Performance,
            Runbook = "database-memory-low",
            Measured = Of("Free memory", MeasurementUnit.MiB, "FreeableMemory", "Average", identifier),
            Limit = 64,
            WhenBelow = true,
            Periods = 3,
        });
        if (CpuCredits.HasThem(sizing.DatabaseClass))
        {
            alarms.Add(scope, CpuCredits.Alert($"{name}-cpu-credits-low", what, sizing.DatabaseClass, (metric, statistic) => Of(metric, statistic, identifier)));
        }
    }

    /// <summary>The contract calls the first server's alarms <c>rds-…</c>; further ones have their own names.</summary>
    private static string Title(AwsPlan plan, PlannedDatabase planned) => planned == plan.Databases[0] ? "rds" : planned.Resource.Name;

    private static Measurement Of(string title, MeasurementUnit unit, string metric, string statistic, string identifier)
        => new(title, unit, Of(metric, statistic, identifier));

    private static AlertMetric Of(string metric, string statistic, string identifier) => new("AWS/RDS", metric, statistic, ("DBInstanceIdentifier", identifier));

    private static void AddEvents(AlarmFactory alarms, Construct scope, string name, string identifier)
        => alarms.Add(scope, new EventAlert($"{name}-event")
        {
            Description = "The database server failed, failed over or ran out of space.",
            Channel = AlertChannel.Errors,
            Runbook = "database-event",
            When = "RDS reports an event of the categories failure, failover or low storage",
            Pattern = AccountAlarms.Pattern("aws.rds", ["RDS DB Instance Event"], new()
            {
                ["EventCategories"] = (string[])["failure", "failover", "low storage"],
                // The server and its replicas, whose names begin with its own.
                ["SourceIdentifier"] = (object[])[identifier, new Dictionary<string, object> { ["prefix"] = $"{identifier}-" }],
            }),
        });
}
