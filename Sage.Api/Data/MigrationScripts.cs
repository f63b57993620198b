using System.Reflection;

namespace Sage.Api.Data;

/// <summary>The scripts embedded in this binary, in order.</summary>
internal static class MigrationScripts
{
    private const string Folder = ".Data.Migrations.";

    public static IReadOnlyList<MigrationScript> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return Ordered(assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Folder, StringComparison.Ordinal))
            .Select(resource => MigrationScript.Create(resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], Read(assembly, resource))));
    }

    /// <summary>Numbered 1, 2, 3 …: a gap or a number used twice means that two branches have met.</summary>
    public static IReadOnlyList<MigrationScript> Ordered(IEnumerable<MigrationScript> scripts)
    {
        var ordered = scripts.OrderBy(script => script.Ordinal).ThenBy(script => script.Name, StringComparer.Ordinal).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i].Ordinal != i + 1)
            {
                throw new MigrationException(i > 0 && ordered[i].Ordinal == ordered[i - 1].Ordinal
                    ? $"Migration scripts '{ordered[i - 1].Name}' and '{ordered[i].Name}' have the same number; give the newer one the next free number."
                    : $"Migration script {i + 1:0000} is missing before '{ordered[i].Name}'.");
            }
        }

        return ordered;
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
