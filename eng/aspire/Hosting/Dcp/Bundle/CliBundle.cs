namespace Aspire.Hosting.Dcp;

/// <summary>The programs of the Aspire CLI that run mode is built on.</summary>
/// <param name="DcpPath">The orchestrator of processes.</param>
/// <param name="DashboardPath">The program that serves the dashboard, started with the argument <c>dashboard</c>.</param>
/// <param name="Origin">Where the answer comes from, for error messages.</param>
internal sealed record CliBundle(string DcpPath, string DashboardPath, string Origin)
{
    public static string DcpFileName => OperatingSystem.IsWindows() ? "dcp.exe" : "dcp";

    public static string DashboardFileName => OperatingSystem.IsWindows() ? "aspire-managed.exe" : "aspire-managed";

    /// <summary>The CLI extracts to <c>versions/{version}_{commit}</c>; null for a path that does not look like that.</summary>
    public string? Version => DcpPath.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
        .Select(part => part.Split('_'))
        .Where(part => part.Length == 2 && System.Version.TryParse(part[0], out _))
        .Select(part => part[0])
        .LastOrDefault();

    /// <summary>The two programs in an extracted bundle.</summary>
    public static CliBundle At(string root, string origin) =>
        new(Path.Combine(root, "dcp", DcpFileName), Path.Combine(root, "managed", DashboardFileName), origin);
}

internal interface ICliBundleSource
{
    /// <summary>The programs, fetched on first use; the same answer for every caller.</summary>
    Task<CliBundle> GetAsync(CancellationToken cancellationToken);
}
