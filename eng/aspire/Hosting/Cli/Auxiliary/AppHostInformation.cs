using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Aspire.Hosting.Cli.Channels;
using Aspire.Hosting.Cli.Messages;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Cli;

/// <summary>Who this process is and who started it.</summary>
internal sealed class AppHostInformation(IConfiguration configuration)
{
    private readonly DateTimeOffset _startedAt = ReadStart();

    public AppHostInformationMessage Get() => new(
        AppHostIdentity.ReadPath(configuration),
        Environment.ProcessId,
        (int?)ReadNumber("ASPIRE_CLI_PID"),
        _startedAt,
        ProcessStartTime.Find(Environment.ProcessId),
        ReadNumber("ASPIRE_CLI_STARTED") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        ReadNumber("ASPIRE_CLI_STARTED_STABLE") is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
        configuration["ASPIRE_CLI_LOG_FILE"]);

    public AppHostInfoMessage GetInfo()
    {
        var information = Get();
        var version = typeof(AppHostInformation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        return new AppHostInfoMessage(
            information.ProcessId.ToString(CultureInfo.InvariantCulture),
            version ?? "unknown",
            information.AppHostPath,
            information.CliProcessId,
            information.StartedAt,
            information.CliLogFilePath);
    }

    private long? ReadNumber(string key) => long.TryParse(configuration[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset ReadStart()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime);
    }
}
