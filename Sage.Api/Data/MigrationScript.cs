using System.Security.Cryptography;
using System.Text;

namespace Sage.Api.Data;

/// <summary>One script of Data/Migrations, for example 0001_candles.sql. Never edited after it has been merged.</summary>
internal sealed record MigrationScript(int Ordinal, string Name, string Sql)
{
    // For statements that Postgres refuses in a transaction, such as CREATE INDEX CONCURRENTLY.
    private const string NoTransactionHeader = "-- migrate: no-transaction";

    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public bool InTransaction { get; } = !Sql.StartsWith(NoTransactionHeader, StringComparison.Ordinal);

    public static MigrationScript Create(string name, string sql)
    {
        // The same script has the same checksum on a checkout with Windows line ends.
        var normalized = sql.ReplaceLineEndings("\n");
        return IsName(name)
            ? new MigrationScript(int.Parse(name.AsSpan(0, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), name, normalized)
            : throw new MigrationException($"Migration script '{name}' must be named like 0001_what_it_does.sql.");
    }

    private static bool IsName(string name) =>
        name.Length > 9 && name.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') is false && name[4] == '_' && name.EndsWith(".sql", StringComparison.Ordinal);
}
