using System.Globalization;
using Aspire.Hosting.Cli;
using Aspire.Hosting.Tests.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Cli;

public sealed class ParentProcessWatchTests
{
    /// <summary>No system gives out this process id.</summary>
    private const int Gone = int.MaxValue;

    private static readonly DateTimeOffset ThisProcessStarted = ProcessStartTime.Find(Environment.ProcessId)!.Value;

    [Fact]
    public async Task An_apphost_whose_cli_is_gone_stops()
    {
        using var lifetime = new TestLifetime();
        using var watch = new ParentProcessWatch(Started(by: Gone), lifetime, TimeProvider.System, NullLogger<ParentProcessWatch>.Instance);

        await watch.StartAsync(TestContext.Current.CancellationToken);
        await watch.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Without_a_cli_there_is_nothing_to_watch()
    {
        using var lifetime = new TestLifetime();
        using var watch = new ParentProcessWatch(Started(by: null), lifetime, TimeProvider.System, NullLogger<ParentProcessWatch>.Instance);

        await watch.StartAsync(TestContext.Current.CancellationToken);
        await watch.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public void A_process_is_known_by_its_id_and_its_start()
    {
        Assert.True(ParentProcessWatch.IsRunning(Environment.ProcessId, expectedStart: null));
        Assert.True(ParentProcessWatch.IsRunning(Environment.ProcessId, ThisProcessStarted));
        Assert.False(ParentProcessWatch.IsRunning(Environment.ProcessId, ThisProcessStarted.AddSeconds(-1)));
        Assert.False(ParentProcessWatch.IsRunning(Gone, expectedStart: null));
    }

    private static IConfiguration Started(int? by) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["ASPIRE_CLI_PID"] = by?.ToString(CultureInfo.InvariantCulture) })
        .Build();
}
