using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class PostgresRulesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sage-postgres-tests-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Data_of_the_same_major_version_are_used() => Assert.Null(PostgresCluster.Problem("/data", "18"));

    [Fact]
    public void Data_of_another_major_version_are_refused()
    {
        var problem = PostgresCluster.Problem("/data", "17");
        Assert.StartsWith("The data in /data are of PostgreSQL 17, and this is 18.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_something_else_is_refused() => Assert.Contains("no PostgreSQL data directory", PostgresCluster.Problem("/data", null), StringComparison.Ordinal);

    [Fact]
    public async Task The_mark_knows_user_and_password_without_holding_them()
    {
        await PostgresPassword.RememberAsync(_root.FullName, "sage", "pass word", Stop);
        var mark = await File.ReadAllTextAsync(Assert.Single(_root.GetFiles()).FullName, Stop);

        Assert.True(PostgresPassword.Matches(mark, "sage", "pass word"));
        Assert.False(PostgresPassword.Matches(mark, "sage", "other"));
        Assert.False(PostgresPassword.Matches(mark, "other", "pass word"));
        Assert.False(PostgresPassword.Matches("", "sage", "pass word"));
        Assert.DoesNotContain("pass", mark, StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_are_one_line_each_and_quote_what_they_are_given()
    {
        var lines = PostgresPassword.Statements("o\"x", "it's").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("ALTER ROLE \"o\"\"x\" ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("PASSWORD 'it''s'", lines[1].TrimEnd(), StringComparison.Ordinal);
        Assert.Throws<LocalServerException>(() => PostgresPassword.Statements("user", "two\nlines"));
    }

    [Fact]
    public void The_newest_seven_backups_are_kept_and_unfinished_ones_never_count()
    {
        var backups = new PostgresBackups(_root.FullName);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Null(backups.Newest);
        for (var i = 0; i < 9; i++)
        {
            backups.Complete(backups.Begin(now.AddHours(i)));
        }
        backups.Begin(now.AddHours(10));

        Assert.Equal("20260101-080000", Path.GetFileName(backups.Newest));
        Assert.Equal(PostgresBackups.Kept, Directory.GetDirectories(_root.FullName).Count(d => !d.EndsWith(".tmp", StringComparison.Ordinal)));
    }
}
