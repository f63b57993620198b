using System.Globalization;

namespace Sage.AppHost.Local;

/// <summary>The backups of one server: folders named by their time, the newest seven.</summary>
internal sealed class PostgresBackups(string directory)
{
    public const int Kept = 7;
    private const string Format = "yyyyMMdd-HHmmss";
    private const string Unfinished = ".tmp";

    public string? Newest => All().LastOrDefault();

    /// <summary>A folder to copy into. It becomes a backup with <see cref="Complete"/>.</summary>
    public string Begin(DateTimeOffset now)
    {
        PrivateFiles.CreateParent(directory);
        foreach (var left in Directory.EnumerateDirectories(directory, "*" + Unfinished))
        {
            Directory.Delete(left, recursive: true);
        }
        var path = Path.Combine(directory, now.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) + Unfinished);
        PrivateFiles.CreateDirectory(path);
        return path;
    }

    public string Complete(string unfinished)
    {
        var path = unfinished[..^Unfinished.Length];
        Directory.Move(unfinished, path);
        foreach (var old in All().SkipLast(Kept).ToArray())
        {
            Directory.Delete(old, recursive: true);
        }
        return path;
    }

    public static DateTime TimeOf(string backup) => DateTime.ParseExact(Path.GetFileName(backup), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private IEnumerable<string> All() => !Directory.Exists(directory) ? [] : Directory.EnumerateDirectories(directory)
        .Where(path => DateTime.TryParseExact(Path.GetFileName(path), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        .Order(StringComparer.Ordinal);
}
