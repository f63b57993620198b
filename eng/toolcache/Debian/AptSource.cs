namespace ToolCache;

/// <summary>One stanza of a .sources file; what stands in a sources.list line is brought into the same form.</summary>
internal sealed record AptSource(IReadOnlyDictionary<string, string> Fields)
{
    private static readonly char[] Blanks = [' ', '\t', '\n'];
    private static readonly HashSet<string> Updates = new(StringComparer.Ordinal) { "", "updates", "security", "backports" };

    public IReadOnlyList<string> Suites => Words("Suites");

    public bool IsEnabled => Words("Types").Contains("deb", StringComparer.Ordinal) && Fields.GetValueOrDefault("Enabled", "yes") is not ("no" or "false" or "0");

    private string[] Words(string field) => Fields.GetValueOrDefault(field, "").Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The part of the source that is the distribution itself; null for the archives of others, whose failures are none of ours.</summary>
    public AptSource? Of(string codename)
    {
        var suites = Suites.Where(suite => IsOf(suite, codename)).ToArray();
        return IsEnabled && suites.Length > 0 && Words("Components").Contains("main", StringComparer.Ordinal) ? With("Suites", string.Join(' ', suites)).With("Types", "deb") : null;
    }

    public AptSource With(string field, string value) => new(new Dictionary<string, string>(Fields, StringComparer.OrdinalIgnoreCase) { [field] = value });

    public override string ToString() => string.Concat(Fields.Select(field => $"{field.Key}: {field.Value}\n"));

    /// <summary>bookworm, bookworm-updates, bookworm-security, bullseye/updates ...; also the names of Debian's moving releases.</summary>
    private static bool IsOf(string suite, string codename)
    {
        var end = suite.AsSpan().IndexOfAny('-', '/');
        var (release, rest) = end < 0 ? (suite, "") : (suite[..end], suite[(end + 1)..]);
        return Updates.Contains(rest) && (codename.Length > 0 && release == codename || release is "stable" or "testing" or "unstable" or "sid");
    }

    public static IEnumerable<AptSource> ParseStanzas(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(stanza => stanza.Split('\n').Where(line => !line.StartsWith('#') && line.Length > 0).ToArray())
            .Where(lines => lines.Length > 0)
            .Select(ParseStanza);

    private static AptSource ParseStanza(string[] lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var name = "";
        foreach (var line in lines)
        {
            // A key may be written into the source itself, over many indented lines.
            if (char.IsWhiteSpace(line[0]) && name.Length > 0)
            {
                fields[name] += "\n" + line;
            }
            else if (line.Split(':', 2) is [var key, var value])
            {
                name = key.Trim();
                fields[name] = value.Trim();
            }
        }
        return new AptSource(fields);
    }

    public static IEnumerable<AptSource> ParseLines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split('#', 2)[0].Trim()).Where(line => line.StartsWith("deb ", StringComparison.Ordinal)).Select(ParseLine);

    private static AptSource ParseLine(string line)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Types"] = "deb" };
        var rest = line["deb ".Length..].Trim();
        if (rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            foreach (var option in rest[1..end].Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=', 2)).Where(o => o.Length == 2))
            {
                fields[option[0] switch { "arch" => "Architectures", "lang" => "Languages", "target" => "Targets", var other => other }] = option[1].Replace(',', ' ');
            }
            rest = rest[(end + 1)..];
        }
        var words = rest.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        (fields["URIs"], fields["Suites"], fields["Components"]) = (words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "", string.Join(' ', words.Skip(2)));
        return new AptSource(fields);
    }
}
