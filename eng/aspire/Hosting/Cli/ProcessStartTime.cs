using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Cli;

/// <summary>
/// When a process started, as the CLI compares it to tell a process from a later one with the same id. On Linux that is
/// the time since boot, because the time of day of a start moves whenever the clock is set.
/// </summary>
internal static class ProcessStartTime
{
    // USER_HZ is 100 on every architecture .NET runs on.
    private const long TicksPerSecond = 100;
    private const int StartField = 19;

    /// <summary>Null when there is no such process.</summary>
    public static DateTimeOffset? Find(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return FindOnLinux(processId);
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return new DateTimeOffset(process.StartTime);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? FindOnLinux(int processId)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // "12345 (name, maybe with spaces and brackets) S 1 2 3 ...": the fields are counted from the last bracket.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField && long.TryParse(fields[StartField], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ticks * 1000 / TicksPerSecond)
            : null;
    }
}
