using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dcp;

/// <summary>The settings of run mode, from the section <c>DcpPublisher</c>.</summary>
internal sealed record DcpOptions
{
    private const string ProxylessPortRange = "ASPIRE_PROXYLESS_ENDPOINT_PORT_RANGE";

    /// <summary>The dcp program, when it is not to be looked for.</summary>
    public string? CliPath { get; init; }

    /// <summary>The program that serves the dashboard, when it is not to be looked for.</summary>
    public string? DashboardPath { get; init; }

    /// <summary>Appended to the names of all instances.</summary>
    public string? ResourceNameSuffix { get; init; }

    /// <summary>Tells the lasting resources of this AppHost from those of another.</summary>
    public string AppHostSuffix { get; init; } = "";

    /// <summary>Ignore the fixed ports of proxied endpoints, so that several runs of one model do not collide.</summary>
    public bool RandomizePorts { get; init; }

    /// <summary>Stop only when every process is gone.</summary>
    public bool WaitForResourceCleanup { get; init; }

    public bool PreserveExecutableLogs { get; init; }

    public string? DiagnosticsLogFolder { get; init; }

    public string? DiagnosticsLogLevel { get; init; }

    public string? LogFileNameSuffix { get; init; }

    /// <summary>Ends below 32768, where Linux takes the ports of outgoing connections from.</summary>
    public int ProxylessEndpointPortRangeStart { get; init; } = 10000;

    public int ProxylessEndpointPortRangeEnd { get; init; } = 32767;

    public static DcpOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("DcpPublisher");
        var options = new DcpOptions();
        var (start, end) = ReadRange(configuration[ProxylessPortRange])
            ?? (section.GetValue(nameof(ProxylessEndpointPortRangeStart), options.ProxylessEndpointPortRangeStart),
                section.GetValue(nameof(ProxylessEndpointPortRangeEnd), options.ProxylessEndpointPortRangeEnd));
        if (start is < 1 or > 65535 || end is < 1 or > 65535 || start > end)
        {
            throw new InvalidOperationException($"The port range for endpoints without a proxy is {start}-{end}; it must lie within 1-65535 and begin with the smaller number.");
        }

        return options with
        {
            CliPath = Text(section[nameof(CliPath)]),
            DashboardPath = Text(section[nameof(DashboardPath)]),
            ResourceNameSuffix = Text(section[nameof(ResourceNameSuffix)]),
            AppHostSuffix = Hash(configuration["AppHost:Sha256"]),
            RandomizePorts = section.GetValue(nameof(RandomizePorts), defaultValue: false),
            WaitForResourceCleanup = section.GetValue(nameof(WaitForResourceCleanup), defaultValue: false),
            PreserveExecutableLogs = section.GetValue(nameof(PreserveExecutableLogs), defaultValue: false),
            DiagnosticsLogFolder = Text(section[nameof(DiagnosticsLogFolder)]),
            DiagnosticsLogLevel = Text(section[nameof(DiagnosticsLogLevel)]),
            LogFileNameSuffix = Text(section[nameof(LogFileNameSuffix)]),
            ProxylessEndpointPortRangeStart = start,
            ProxylessEndpointPortRangeEnd = end,
        };
    }

#pragma warning disable CA1308 // The names of DCP's objects are in lower case.
    private static string Hash(string? sha) => sha is { Length: >= 8 } ? sha[..8].ToLowerInvariant() : "";
#pragma warning restore CA1308

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static (int Start, int End)? ReadRange(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.Split('-', StringSplitOptions.TrimEntries) is [var first, var last] && int.TryParse(first, out var start) && int.TryParse(last, out var end)
            ? (start, end)
            : throw new InvalidOperationException($"{ProxylessPortRange} is '{text}'; it must look like 10000-32767.");
    }
}
