namespace Sage.Api.Data;

/// <summary>One statement of a script and where it begins.</summary>
internal readonly record struct SqlStatement(string Text, int Offset);

/// <summary>
/// Splits a script at the semicolons that end statements, as psql does. One statement per command: an error's position then
/// is a place in the script, and statements outside a transaction really run outside one.
/// https://www.postgresql.org/docs/18/sql-syntax-lexical.html
/// </summary>
internal static class SqlStatements
{
    public static IReadOnlyList<SqlStatement> Split(string sql)
    {
        var statements = new List<SqlStatement>();
        var start = -1;
        for (var at = 0; at < sql.Length;)
        {
            var end = SkipBlank(sql, at);
            if (end > at)
            {
                at = end;
                continue;
            }

            if (sql[at] == ';')
            {
                Add(statements, sql, start, at);
                start = -1;
                at++;
                continue;
            }

            if (start < 0)
            {
                start = at;
            }

            at = SkipToken(sql, at);
        }

        Add(statements, sql, start, sql.Length);
        return statements;
    }

    /// <summary>Line and column, from 1, of an offset from 0.</summary>
    public static (int Line, int Column) Locate(string sql, int offset)
    {
        var before = sql.AsSpan(0, Math.Clamp(offset, 0, sql.Length));
        return (before.Count('\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1);
    }

    private static void Add(List<SqlStatement> statements, string sql, int start, int end)
    {
        if (start >= 0)
        {
            statements.Add(new SqlStatement(sql[start..end], start));
        }
    }

    // White space and comments; block comments nest.
    private static int SkipBlank(string sql, int at)
    {
        if (char.IsWhiteSpace(sql[at]))
        {
            return at + 1;
        }

        if (Is(sql, at, "--"))
        {
            return EndOf(sql, "\n", at);
        }

        if (!Is(sql, at, "/*"))
        {
            return at;
        }

        var depth = 0;
        while (at < sql.Length)
        {
            if (Is(sql, at, "/*"))
            {
                depth++;
                at += 2;
            }
            else if (Is(sql, at, "*/"))
            {
                at += 2;
                if (--depth == 0)
                {
                    break;
                }
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    private static int SkipToken(string sql, int at) => sql[at] switch
    {
        '\'' => SkipQuoted(sql, at, '\'', escapes: at > 0 && sql[at - 1] is 'e' or 'E' && (at < 2 || !IsWord(sql[at - 2]))),
        '"' => SkipQuoted(sql, at, '"', escapes: false),
        '$' => SkipDollarQuoted(sql, at),
        _ when IsWord(sql[at]) => SkipWord(sql, at),
        _ => at + 1,
    };

    // A doubled quote ends one string and begins the next, which comes to the same here.
    private static int SkipQuoted(string sql, int at, char quote, bool escapes)
    {
        for (at++; at < sql.Length && sql[at] != quote; at++)
        {
            if (escapes && sql[at] == '\\')
            {
                at++;
            }
        }

        return Math.Min(at + 1, sql.Length);
    }

    // $$ … $$ or $tag$ … $tag$; $1 is a parameter.
    private static int SkipDollarQuoted(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && IsWord(sql[end]))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' && !char.IsAsciiDigit(sql[at + 1])
            ? EndOf(sql, sql[at..(end + 1)], end + 1)
            : at + 1;
    }

    // A dollar inside a word is part of the word; an e right before a quote is left to the quote.
    private static int SkipWord(string sql, int at)
    {
        while (at < sql.Length && (IsWord(sql[at]) || sql[at] == '$'))
        {
            at++;
        }

        return at;
    }

    private static int EndOf(string sql, string terminator, int from)
    {
        var found = sql.IndexOf(terminator, from, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + terminator.Length;
    }

    private static bool Is(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
