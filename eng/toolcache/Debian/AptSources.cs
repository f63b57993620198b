namespace ToolCache;

/// <summary>The machine's own package sources, as far as they are the distribution itself.</summary>
internal static class AptSources
{
    private const string Directory = "/etc/apt";

    public static IEnumerable<AptSource> ReadSystem()
    {
        var parts = new DirectoryInfo(Path.Combine(Directory, "sources.list.d"));
        var files = (parts.Exists ? parts.EnumerateFiles() : []).Append(new FileInfo(Path.Combine(Directory, "sources.list"))).Where(file => file.Exists);
        return files.OrderBy(file => file.FullName, StringComparer.Ordinal).SelectMany(file => file.Extension switch
        {
            ".sources" => AptSource.ParseStanzas(File.ReadAllText(file.FullName)),
            ".list" => AptSource.ParseLines(File.ReadAllText(file.FullName)),
            _ => [],
        });
    }

    /// <summary>The content of a .sources file; null when none of the sources is known to be the distribution's.</summary>
    /// <param name="system">What the machine uses.</param>
    /// <param name="codename">Of the distribution, for example bookworm.</param>
    /// <param name="suite">A further suite that the distribution's own mirror carries, for example bookworm-backports.</param>
    public static string? Select(IEnumerable<AptSource> system, string codename, string? suite)
    {
        var own = system.Select(source => source.Of(codename)).OfType<AptSource>().ToList();
        if (suite is not null && !own.Exists(source => source.Suites.Contains(suite, StringComparer.Ordinal))
            && own.Find(source => source.Suites.Contains(codename, StringComparer.Ordinal)) is { } main)
        {
            own.Add(main.With("Suites", suite));
        }
        return own.Count == 0 ? null : string.Join('\n', own);
    }
}
