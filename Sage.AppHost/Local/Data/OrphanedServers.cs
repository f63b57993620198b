using System.Globalization;

namespace Sage.AppHost.Local;

/// <summary>
/// Servers that outlived an AppHost (killed together with the program that watches it) and still work on a data directory.
/// Found by their working directory, which is the data directory; on Linux only, elsewhere the servers' own checks remain.
/// </summary>
internal static class OrphanedServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<int> Find(string program, string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsServer(id, program, directory))];
    }

    /// <summary>Ends them in order; the signal is the server's own for "save and end now".</summary>
    /// <exception cref="LocalServerException">One does not end.</exception>
    public static async Task StopAsync(string program, string directory, int signal, TimeProvider time, Action<int> onFound, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || Find(program, directory) is not [var first, ..] all)
        {
            return;
        }
        onFound(first);
        foreach (var id in all.Where(id => !all.Contains(ParentOf(id))))
        {
            Libc.Signal(id, signal);
        }
        for (var start = time.GetTimestamp(); Find(program, directory) is [var left, ..]; await Task.Delay(Interval, time, cancellationToken))
        {
            if (time.GetElapsedTime(start) > Patience)
            {
                throw new LocalServerException($"A {program} of an earlier run (process {left}) works on {directory} and does not end. End it ('kill {left}') and start again.");
            }
        }
    }

    private static bool IsServer(int id, string program, string directory)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm").TrimEnd('\n') == program && new FileInfo($"/proc/{id}/cwd").LinkTarget == directory;
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            // It has just ended, or it is another user's, who cannot work on our files.
            return false;
        }
    }

    private static int ParentOf(int id)
    {
        try
        {
            // "123 (name, which may hold blanks) S 1 ...": the parent is the second word after the name.
            var status = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // Ended meanwhile.
        }
    }
}
