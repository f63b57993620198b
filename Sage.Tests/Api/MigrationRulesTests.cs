using Npgsql;
using Sage.Api.Data;

namespace Sage.Tests.Api;

public sealed class MigrationRulesTests
{
    private static readonly IReadOnlyList<MigrationScript> Three = [Script("0001_one.sql"), Script("0002_two.sql"), Script("0003_three.sql")];

    [Fact]
    public void An_empty_database_gets_all_scripts_in_order() => Assert.Equal(Three, MigrationPlan.Create(Three, []).Pending);

    [Fact]
    public void A_database_at_the_newest_script_gets_none()
    {
        var plan = MigrationPlan.Create(Three, [Applied(Three[2]), Applied(Three[0]), Applied(Three[1])]);

        Assert.Empty(plan.Pending);
        Assert.Equal((3, 0), (plan.Applied, plan.Ahead));
    }

    [Fact]
    public void Only_what_is_missing_at_the_end_runs() => Assert.Equal([Three[2]], MigrationPlan.Create(Three, [Applied(Three[0]), Applied(Three[1])]).Pending);

    [Fact]
    public void A_script_that_was_edited_after_it_had_run_is_refused() =>
        Refused("'0002_two.sql' was edited after it had run", [Applied(Three[0]), Applied(Script("0002_two.sql", "select 2"))]);

    [Fact]
    public void A_script_that_was_renamed_is_refused() =>
        Refused("'0002_two.sql' here but '0002_zwei.sql' has run", [Applied(Three[0]), Applied(Script("0002_zwei.sql"))]);

    [Fact]
    public void A_journal_with_a_gap_is_refused() =>
        Refused("lacks migration 0002", [Applied(Three[0]), Applied(Three[2])]);

    [Fact]
    public void An_older_version_may_serve_a_newer_database()
    {
        var plan = MigrationPlan.Create([Three[0], Three[1]], [.. Three.Select(Applied)]);

        Assert.Empty(plan.Pending);
        Assert.Equal((2, 1), (plan.Applied, plan.Ahead));
    }

    [Fact]
    public void A_number_that_is_missing_or_used_twice_among_the_scripts_is_refused()
    {
        Assert.Contains("0002 is missing before '0003_three.sql'", Assert.Throws<MigrationException>(() => MigrationScripts.Ordered([Three[2], Three[0]])).Message, StringComparison.Ordinal);
        Assert.Contains("'0002_other.sql' and '0002_two.sql' have the same number", Assert.Throws<MigrationException>(() => MigrationScripts.Ordered([.. Three, Script("0002_other.sql")])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1_one.sql")]
    [InlineData("0001one.sql")]
    [InlineData("0001_one.txt")]
    [InlineData("abcd_one.sql")]
    public void A_script_must_be_named_by_the_rule(string name) => Assert.Throws<MigrationException>(() => Script(name));

    [Fact]
    public void The_checksum_is_the_same_with_windows_line_ends_and_another_with_another_text()
    {
        Assert.Equal(Script("0001_one.sql", "a\nb").Checksum, Script("0001_one.sql", "a\r\nb").Checksum);
        Assert.NotEqual(Script("0001_one.sql", "a\nb").Checksum, Script("0001_one.sql", "a\nc").Checksum);
    }

    [Fact]
    public void A_script_leaves_the_transaction_by_its_first_line_only()
    {
        Assert.False(Script("0001_one.sql", "-- migrate: no-transaction\ncreate index concurrently i on t (c)").InTransaction);
        Assert.True(Script("0001_one.sql", "select 1;\n-- migrate: no-transaction").InTransaction);
    }

    [Fact]
    public void The_scripts_in_the_binary_are_in_order_and_each_can_be_split()
    {
        var scripts = MigrationScripts.Embedded();

        Assert.Equal("0001_candles.sql", scripts[0].Name);
        Assert.All(scripts, script => Assert.NotEmpty(SqlStatements.Split(script.Sql)));
    }

    [Theory]
    [InlineData("Host=h", 5)]
    [InlineData("Host=h;Maximum Pool Size=7", 7)]
    [InlineData("Host=h;MaxPoolSize=100", 100)]
    [InlineData("Host=h;Minimum Pool Size=6", 6)]
    public void The_pool_has_five_connections_unless_the_connection_string_says_otherwise(string connectionString, int expected)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);

        DatabaseExtensions.ApplyDefaults(connection, new DatabaseOptions().MaxPoolSize);

        Assert.Equal(expected, connection.MaxPoolSize);
    }

    private static void Refused(string message, AppliedMigration[] journal) =>
        Assert.Contains(message, Assert.Throws<MigrationException>(() => MigrationPlan.Create(Three, journal)).Message, StringComparison.Ordinal);

    private static MigrationScript Script(string name, string sql = "select 1") => MigrationScript.Create(name, sql);

    private static AppliedMigration Applied(MigrationScript script) => new(script.Ordinal, script.Name, script.Checksum);
}
