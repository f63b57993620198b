using System.Diagnostics;
using System.Globalization;

namespace Sage.AppHost.Local;

/// <summary>postmaster.pid, which says that a server works on the directory, and stays behind when it is killed.</summary>
internal static class PostgresProcessFile
{
    private const string Name = "postmaster.pid";

    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, Name));

    /// <summary>
    /// Postgres copes with a dead process' file itself, but not when the number belongs to another program by now.
    /// Called when no server works on the directory, which its lock and the search for orphans have made sure.
    /// </summary>
    public static void DeleteStale(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (OperatingSystem.IsLinux() && File.Exists(path)
            && int.TryParse(File.ReadLines(path).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsAlive(id)
            && OrphanedServers.Find("postgres", directory).Count == 0)
        {
            File.Delete(path);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
