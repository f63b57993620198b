using Sage.Api.Data;

namespace Sage.Tests.Api;

public sealed class SqlStatementsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" ; ;; -- nothing\n /* at all */", new string[0])]
    [InlineData("select 1", new[] { "select 1" })]
    [InlineData("select 1; select 2;", new[] { "select 1", "select 2" })]
    [InlineData("select ';'; select 'it''s;'", new[] { "select ';'", "select 'it''s;'" })]
    [InlineData(@"select e'\';'; select 'c:\'", new[] { @"select e'\';'", @"select 'c:\'" })]
    [InlineData(@"select name'\'; select 2", new[] { @"select name'\'", "select 2" })]
    [InlineData("select \"a;b\"; select 2", new[] { "select \"a;b\"", "select 2" })]
    [InlineData("select 1 -- one; two\n; select 2", new[] { "select 1 -- one; two\n", "select 2" })]
    [InlineData("select /* a; /* b; */ c; */ 1; select 2", new[] { "select /* a; /* b; */ c; */ 1", "select 2" })]
    [InlineData("do $$ begin; end $$; select 2", new[] { "do $$ begin; end $$", "select 2" })]
    [InlineData("do $a$ select $$;$$; $a$; select 2", new[] { "do $a$ select $$;$$; $a$", "select 2" })]
    [InlineData("select a$b$c; select $1; select 3", new[] { "select a$b$c", "select $1", "select 3" })]
    [InlineData("select 'open; end", new[] { "select 'open; end" })]
    public void A_script_is_split_where_postgres_would(string sql, string[] expected) =>
        Assert.Equal(expected, SqlStatements.Split(sql).Select(statement => statement.Text));

    [Fact]
    public void A_statement_knows_its_place()
    {
        const string Sql = "-- first\nselect 1;\n\n  select\n  wrong;";
        var second = SqlStatements.Split(Sql)[1];

        Assert.Equal((4, 3), SqlStatements.Locate(Sql, second.Offset));
        Assert.Equal((5, 3), SqlStatements.Locate(Sql, second.Offset + second.Text.IndexOf("wrong", StringComparison.Ordinal)));
        Assert.Equal((5, 9), SqlStatements.Locate(Sql, int.MaxValue));
    }
}
