using System.Globalization;

namespace Sage.AppHost.Aws.Databases;

/// <summary>
/// The server's parameters where they differ from RDS's own of the family postgres18. pgvector needs none: <c>CREATE EXTENSION vector</c>
/// is enough, it is not preloaded (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html).
/// </summary>
internal static class PostgresParameters
{
    private static readonly TimeSpan SlowStatement = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IdleInTransaction = TimeSpan.FromMinutes(1);

    public static Dictionary<string, string> Of(int maxConnections) => new(StringComparer.Ordinal)
    {
        ["rds.force_ssl"] = "1",
        // Takes effect with the next restart; every other one at once. By size of the class RDS would allow fewer or more.
        ["max_connections"] = Text(maxConnections),
        // An enumeration since 18, where 1 is refused: this one says user, database and cipher of each connection.
        ["log_connections"] = "authorization",
        ["log_disconnections"] = "1",
        ["log_lock_waits"] = "1",
        // What the alarm for slow answers is about.
        ["log_min_duration_statement"] = Text(SlowStatement.TotalMilliseconds),
        // A task that died in a transaction must not hold its locks for hours.
        ["idle_in_transaction_session_timeout"] = Text(IdleInTransaction.TotalMilliseconds),
    };

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
