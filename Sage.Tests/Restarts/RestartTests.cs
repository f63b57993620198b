using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sage.AppHost.Local;
using Sage.AppHost.Restarts;

namespace Sage.Tests.Restarts;

/// <summary>Processes on the real orchestrator that are killed, stopped and end by themselves.</summary>
public sealed class RestartTests
{
    private const int Kill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly RestartPolicy Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(100), MaxRestarts = 2 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_is_killed_comes_back_and_one_that_is_stopped_does_not()
    {
        await using var app = await StartAsync(builder => builder.AddExecutable("server", "sleep", ".", "1000").WithRestartOnFailure(Quick));

        var pid = await PidAsync(app, 0);
        Assert.True(Libc.Signal(pid, Kill), "It had ended already.");
        pid = await PidAsync(app, pid);
        await CommandAsync(app, KnownResourceCommands.StopCommand);
        await CommandAsync(app, KnownResourceCommands.StartCommand);
        pid = await PidAsync(app, pid);
        Assert.True(Libc.Signal(pid, Kill), "It had ended already.");
        await PidAsync(app, pid);

        // Had the stop counted as a crash, the third one would have been given up.
        Assert.Collection(await RestartsAsync(app), line => Assert.Contains("restart 1 of 2", line), line => Assert.Contains("restart 2 of 2", line));
    }

    [Fact]
    public async Task A_crash_loop_is_given_up_in_one_line()
    {
        await using var app = await StartAsync(builder => builder.AddExecutable("server", "sh", ".", "-c", "sleep 1; exit 3").WithRestartOnFailure(Quick));

        var lines = await LinesAsync(app, line => line.Contains("it stays down", StringComparison.Ordinal));

        Assert.Contains("server crashed (exit code 3) and 2 restarts have not helped; it stays down. Its log says why; start it when the cause is gone.", lines[^1]);
        Assert.Equal(3, lines.Count(line => line.Contains("server crashed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_never_was_healthy_ends_with_its_first_error()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
            builder.AddExecutable("server", "sh", ".", "-c", "sleep 1; exit 3").WithHealthCheck("never").WithRestartOnFailure(Quick);
            builder.AddExecutable("witness", "sh", ".", "-c", "sleep 1; exit 3").WithRestartOnFailure(Quick);
        });

        await LinesAsync(app, line => line.Contains("it stays down", StringComparison.Ordinal), "witness");

        var end = await app.ResourceNotifications.WaitForResourceAsync("server", change => change.Snapshot.ExitCode is not null, Cancel).WaitAsync(Patience, Cancel);
        Assert.Equal(3, end.Snapshot.ExitCode);
        Assert.Empty(await RestartsAsync(app));
    }

    private static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> configure)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        configure(builder);
        var app = await builder.BuildAsync(Cancel);
        await app.StartAsync(Cancel).WaitAsync(Patience, Cancel);
        return app;
    }

    /// <summary>Of the process that runs, when it is another one than the last.</summary>
    private static async Task<int> PidAsync(DistributedApplication app, int last)
    {
        var pid = last;
        await app.ResourceNotifications.WaitForResourceAsync("server", change =>
        {
            pid = change.Snapshot.State?.Text == KnownResourceStates.Running && change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
                ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)
                : last;
            return pid != last;
        }, Cancel).WaitAsync(Patience, Cancel);
        return pid;
    }

    private static async Task CommandAsync(DistributedApplication app, string command)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync("server", command, Cancel).WaitAsync(Patience, Cancel);
        Assert.True(result.Success, result.Message);
    }

    private static async Task<List<string>> RestartsAsync(DistributedApplication app)
    {
        var lines = new List<string>();
        await foreach (var batch in Logs(app).GetAllAsync(Resource(app, "server")).WithCancellation(Cancel))
        {
            lines.AddRange(batch.Select(line => line.Content).Where(line => line.Contains("crashed", StringComparison.Ordinal)));
        }
        return lines;
    }

    private static async Task<List<string>> LinesAsync(DistributedApplication app, Func<string, bool> until, string name = "server")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience);
        var lines = new List<string>();
        await foreach (var batch in Logs(app).WatchAsync(Resource(app, name)).WithCancellation(limit.Token))
        {
            lines.AddRange(batch.Select(line => line.Content));
            if (lines.Exists(line => until(line)))
            {
                return lines;
            }
        }
        throw new InvalidOperationException($"The log ended: {string.Join(Environment.NewLine, lines)}");
    }

    private static ResourceLoggerService Logs(DistributedApplication app) => app.Services.GetRequiredService<ResourceLoggerService>();

    private static IResource Resource(DistributedApplication app, string name) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == name);
}
