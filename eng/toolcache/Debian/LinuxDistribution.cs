namespace ToolCache;

/// <summary>What /etc/os-release says.</summary>
public sealed record LinuxDistribution(string Id, string Version, string Codename)
{
    private static readonly Lazy<LinuxDistribution?> Running = new(() => OperatingSystem.IsLinux() && File.Exists("/etc/os-release") ? Parse(File.ReadAllLines("/etc/os-release")) : null);

    public static LinuxDistribution? Current => Running.Value;

    /// <summary>12 for Debian's 12.9 and 12, 0 when there is no number (Debian's unstable).</summary>
    public int MajorVersion => int.TryParse(Version.Split('.')[0], out var major) ? major : 0;

    internal static LinuxDistribution Parse(IEnumerable<string> lines)
    {
        var values = lines.Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"', '\''), StringComparer.Ordinal);
        return new LinuxDistribution(values.GetValueOrDefault("ID", "linux"), values.GetValueOrDefault("VERSION_ID", ""), values.GetValueOrDefault("VERSION_CODENAME", ""));
    }
}
