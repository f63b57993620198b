using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ToolCache;

namespace Aspire.Hosting.Dcp;

/// <summary>Looks in the settings, then takes what the Aspire CLI hands to an AppHost it starts, then what npm has.</summary>
internal sealed partial class CliBundleSource(IConfiguration configuration, ILogger<CliBundleSource> logger) : ICliBundleSource
{
    private const string DcpVariable = "ASPIRE_DCP_PATH";
    private const string DashboardVariable = "ASPIRE_DASHBOARD_PATH";

    private readonly Lock _lock = new();
    private Task<CliBundle>? _bundle;

    public Task<CliBundle> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_bundle is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _bundle = FindAsync(cancellationToken);
            }

            return _bundle.WaitAsync(cancellationToken);
        }
    }

    private async Task<CliBundle> FindAsync(CancellationToken cancellationToken)
    {
        var found = Configured(DcpOptions.Read(configuration));
        if (found is not null)
        {
            WarnAboutVersion(found);
            return found;
        }

        try
        {
            return CliBundle.At(await CliBundleDownload.GetAsync(ConsoleProgress.Instance, cancellationToken), "from npm");
        }
        catch (ToolCacheException e)
        {
            throw new DcpException($"{e.Message} DCP and the dashboard of an installed Aspire CLI do as well: start with 'aspire run', or set {DcpVariable} and {DashboardVariable}.", e);
        }
    }

    /// <summary>One of the two paths is enough when the other program lies beside it as in a bundle.</summary>
    private CliBundle? Configured(DcpOptions options)
    {
        var (dcp, dcpOrigin) = (options.CliPath, "DcpPublisher:CliPath");
        if (dcp is null && configuration[DcpVariable] is { Length: > 0 } directory)
        {
            (dcp, dcpOrigin) = (Path.Combine(directory, CliBundle.DcpFileName), DcpVariable);
        }

        var (dashboard, dashboardOrigin) = (options.DashboardPath, "DcpPublisher:DashboardPath");
        if (dashboard is null && configuration[DashboardVariable] is { Length: > 0 } path)
        {
            (dashboard, dashboardOrigin) = (path, DashboardVariable);
        }

        return (dcp, dashboard) switch
        {
            (null, null) => null,
            (not null, not null) => new CliBundle(dcp, dashboard, $"{dcpOrigin}, {dashboardOrigin}"),
            (not null, null) => CliBundle.At(Root(dcp), dcpOrigin) with { DcpPath = dcp },
            (null, not null) => CliBundle.At(Root(dashboard), dashboardOrigin) with { DashboardPath = dashboard },
        };

        static string Root(string program) => Path.GetFullPath(Path.Combine(program, "..", ".."));
    }

    private void WarnAboutVersion(CliBundle bundle)
    {
        if (bundle.Version is { } version && version != CliBundleDownload.PinnedVersion())
        {
            Log.OtherVersion(logger, version, bundle.DcpPath, CliBundleDownload.PinnedVersion());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "DCP and the dashboard are those of Aspire {Version} ({Path}); this library was made for {Expected}. Should anything behave oddly, install that version of the Aspire CLI, or start the AppHost without it.")]
        public static partial void OtherVersion(ILogger logger, string version, string path, string expected);
    }
}
