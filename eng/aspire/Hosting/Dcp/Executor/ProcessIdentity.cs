using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Dcp;

/// <summary>When a process began, the way DCP tells a process from a later one with its id.</summary>
internal static class ProcessIdentity
{
    /// <summary>sysconf(_SC_CLK_TCK); Linux gives programs 100 on every platform that .NET runs on.</summary>
    private const ulong TicksPerSecond = 100;

    /// <summary>The 22nd field of /proc/(pid)/stat, counted from behind the program's name, which may contain anything.</summary>
    private const int StartTimeField = 19;

    /// <exception cref="ArgumentException">There is no such process.</exception>
    public static DateTime Timestamp(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return OperatingSystem.IsLinux() ? LinuxTimestamp(processId) : process.StartTime.ToUniversalTime();
    }

    // On Linux DCP counts from the boot, which no change of the clock touches.
    private static DateTime LinuxTimestamp(int processId)
    {
        var root = Environment.GetEnvironmentVariable("HOST_PROC") ?? "/proc";
        var stat = File.ReadAllText(Path.Combine(root, processId.ToString(CultureInfo.InvariantCulture), "stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields.Length > StartTimeField && ulong.TryParse(fields[StartTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc).AddMilliseconds(ticks * 1000 / TicksPerSecond)
            : throw new InvalidOperationException($"Could not read a valid start time for monitor process {processId} from '{root}'.");
    }
}
