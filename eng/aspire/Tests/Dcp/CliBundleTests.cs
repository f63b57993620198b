using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class CliBundleTests
{
    [Fact]
    public async Task What_the_cli_hands_over_is_used()
    {
        var bundle = await FindAsync(("ASPIRE_DCP_PATH", "/cli/versions/13.5.4_abc/dcp"), ("ASPIRE_DASHBOARD_PATH", "/cli/managed/aspire-managed"));

        Assert.Equal("/cli/versions/13.5.4_abc/dcp/" + CliBundle.DcpFileName, bundle.DcpPath);
        Assert.Equal("/cli/managed/aspire-managed", bundle.DashboardPath);
        Assert.Equal("13.5.4", bundle.Version);
    }

    [Fact]
    public async Task An_explicit_setting_wins_over_the_cli()
    {
        var bundle = await FindAsync(("ASPIRE_DCP_PATH", "/cli/dcp"), ("DcpPublisher:CliPath", "/mine/dcp/dcp"), ("DcpPublisher:DashboardPath", "/mine/dashboard"));

        Assert.Equal("/mine/dcp/dcp", bundle.DcpPath);
        Assert.Equal("/mine/dashboard", bundle.DashboardPath);
    }

    [Fact]
    public async Task One_program_leads_to_the_other_in_the_same_bundle()
    {
        var bundle = await FindAsync(("ASPIRE_DCP_PATH", "/cli/dcp"));

        Assert.Equal("/cli/managed/" + CliBundle.DashboardFileName, bundle.DashboardPath);
    }

    [Fact]
    public async Task A_path_without_dcp_is_named_with_the_setting_that_led_there()
    {
        var bundle = await FindAsync(("DcpPublisher:CliPath", "/no/such/dcp"), ("DcpPublisher:DashboardPath", "/no/such/dashboard"));

        var session = DcpSession.Create();
        try
        {
            var exception = await Assert.ThrowsAsync<DcpException>(() => DcpProcess.StartAsync(bundle, session, new DcpOptions(), TimeProvider.System, TestContext.Current.CancellationToken));
            Assert.StartsWith("There is no DCP at '/no/such/dcp' (DcpPublisher:CliPath, DcpPublisher:DashboardPath);", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            session.Delete();
        }
    }

    [Fact]
    public void What_belongs_to_the_app_host_is_not_handed_to_its_processes()
    {
        var session = DcpSession.Create();
        try
        {
            var start = DcpProcess.CreateStartInfo(new CliBundle("/dcp", "/dashboard", "test"), session, new DcpOptions { DiagnosticsLogLevel = "debug" }, new ServerCertificate("crt", "key"));

            Assert.DoesNotContain(start.Environment, variable => variable.Key is "ASPNETCORE_URLS" or "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT" or "DOTNET_LAUNCH_PROFILE" or "ASPIRE_LOGLEVEL");
            Assert.Equal(session.Directory, start.Environment["DCP_SESSION_FOLDER"]);
            Assert.Equal("debug", start.Environment["DCP_DIAGNOSTICS_LOG_LEVEL"]);
            Assert.Equal(["start-apiserver", "--monitor", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), "--detach"], start.ArgumentList.Take(4));
        }
        finally
        {
            session.Delete();
        }
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_no_process_behind()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The program is a shell script.");
            return;
        }

        var session = DcpSession.Create();
        try
        {
            var program = Path.Combine(session.Directory, "dcp");
            await File.WriteAllTextAsync(program, "#!/bin/sh\necho $$ > \"$0.new\"; mv \"$0.new\" \"$0.pid\"; exec sleep 300\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var isRunning = new TaskCompletionSource();
            using var watcher = new FileSystemWatcher(session.Directory, "dcp.pid") { EnableRaisingEvents = true };
            watcher.Renamed += (_, _) => isRunning.TrySetResult();
            watcher.Created += (_, _) => isRunning.TrySetResult();
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

            var starting = DcpProcess.StartAsync(new CliBundle(program, "/dashboard", "test"), session, new DcpOptions(), TimeProvider.System, giveUp.Token);
            await isRunning.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            using var process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(program + ".pid", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
            await giveUp.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        finally
        {
            session.Delete();
        }
    }

    [Theory]
    [InlineData("10000-20000-30000")]
    [InlineData("low-high")]
    [InlineData("20000-10000")]
    public void A_port_range_that_makes_no_sense_is_refused(string range)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ASPIRE_PROXYLESS_ENDPOINT_PORT_RANGE", range)]).Build();

        Assert.Throws<InvalidOperationException>(() => DcpOptions.Read(configuration));
    }

    private static Task<CliBundle> FindAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new CliBundleSource(configuration, NullLogger<CliBundleSource>.Instance).GetAsync(TestContext.Current.CancellationToken);
    }
}
