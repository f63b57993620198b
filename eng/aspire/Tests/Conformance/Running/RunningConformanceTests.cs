using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Models that really run on DCP: events, states, snapshots, and what the processes are given.</summary>
public sealed class RunningConformanceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>Generous, for a machine that runs everything else at the same time: a run that is the same ends sooner.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task Dependencies_that_come_up_release_whoever_waits() => CompareAsync("10-wait-events-clean", dashboard: true);

    [Fact]
    public Task Dependencies_that_fail_keep_others_waiting_when_there_is_a_dashboard() => CompareAsync("10-wait-events-full", dashboard: true);

    [Fact]
    public Task Dependencies_that_fail_fail_others_when_there_is_no_dashboard() => CompareAsync("10-wait-events-no-dashboard", dashboard: false);

    [Fact]
    public Task Resources_that_wait_for_each_other_wait_for_ever() => CompareAsync("16-errors", dashboard: true, part: "cyclicWaitReallyRun");

    [Fact]
    public Task Snapshots_follow_the_commands() => CompareAsync("17-snapshots", dashboard: true, commands:
    [
        ("exe", "restart", "Running"), ("exe", "stop", "Finished"), ("exe", "start", "Running"), ("manual", "start", "Running"),
        ("dies", "start", "Finished"), ("web", "stop", "Finished"), ("web", "start", "Running"),
    ]);

    [Theory]
    [InlineData("01-service-discovery")]
    [InlineData("02-executable-args")]
    [InlineData("04-connection-strings")]
    [InlineData("08-with-environment")]
    [InlineData("13-launch-profiles")]
    public Task Processes_get_the_environment_and_arguments_Aspire_gives_them(string model) => CompareAsync(model, dashboard: true);

    private static async Task CompareAsync(string model, bool dashboard, string part = "real", (string Resource, string Command, string State)[]? commands = null)
    {
        // The states of replicas come in any order, and a port that is fixed twice is randomized here.
        var expected = ExpectedRun.Load($"{model}.json", part, "replicas2");
        using var files = new BuiltFiles();
        var actual = new ActualRun(expected.Names, files.Dumps);
        await using var app = Build(model, dashboard, files, expected.Model, actual);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var watching = actual.WatchAsync(app.ResourceNotifications, over.Token);
        var starting = app.StartAsync(over.Token);
        try
        {
            if (commands is not null)
            {
                await UntilAsync(() => files.Starts("exe") > 0 && files.Starts("dies") > 0);
            }

            foreach (var (resource, command, state) in commands ?? [])
            {
                await RunAsync(app, files, resource, command, state);
            }

            var differences = await UntilSameAsync(expected, actual);
            Assert.True(differences.Count == 0, string.Join('\n', differences));
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(watching, starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static DistributedApplication Build(string model, bool dashboard, BuiltFiles files, IReadOnlyList<string> names, ActualRun actual)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args =
            [
                "--environment=Development",
                $"--ASPNETCORE_URLS=http://localhost:{FreePort()}",
                "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true",
                $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:{FreePort()}",
                $"--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://localhost:{FreePort()}",
                "--DcpPublisher:RandomizePorts=true",
            ],
            AssemblyName = typeof(RunningConformanceTests).Assembly.GetName().Name,
            DisableDashboard = !dashboard,
        });
        ConformanceModels.Named(model)(new(builder, files));
        foreach (var resource in builder.Resources.Where(resource => !names.Contains(resource.Name, StringComparer.Ordinal)).ToArray())
        {
            builder.Resources.Remove(resource);
        }

        Prepare(builder, files);
        actual.Observe(builder.Eventing);
        return builder.Build();
    }

    /// <summary>Every project is the built sample, and everything writes down what it is given.</summary>
    internal static void Prepare(IDistributedApplicationBuilder builder, BuiltFiles files)
    {
        foreach (var resource in builder.Resources.OfType<IResourceWithEnvironment>().ToArray())
        {
            if (resource is ProjectResource project)
            {
                project.Annotations.Remove(project.Annotations.OfType<IProjectMetadata>().Single());
                project.Annotations.Add(new BuiltProject(files.ProjectPath));
            }

            builder.CreateResourceBuilder(resource).WithEnvironment("DUMP_DIR", files.Dumps).WithEnvironment("DUMP_NAME", resource.Name);
        }
    }

    private static async Task RunAsync(DistributedApplication app, BuiltFiles files, string resource, string command, string state)
    {
        await app.ResourceNotifications.WaitForResourceAsync(resource, change => IsSettled(change.Snapshot), Cancelled).WaitAsync(Patience, Cancelled);
        var starts = files.Starts(resource);
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, command, Cancelled).WaitAsync(Patience, Cancelled);
        Assert.True(result.Success, result.Message);
        if (command is not "stop")
        {
            // Only from then on does the program end by itself when it is told to.
            await UntilAsync(() => files.Starts(resource) > starts);
        }

        await app.ResourceNotifications.WaitForResourceAsync(resource, change => change.Snapshot.State?.Text == state && IsSettled(change.Snapshot), Cancelled).WaitAsync(Patience, Cancelled);
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(LookAgain);
        using var timeout = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }

    private static bool IsSettled(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text is "Finished" or "NotStarted" or "FailedToStart" || (snapshot.State?.Text is "Running" && snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy && snapshot.ResourceReadyEvent is not null);

    private static async Task<List<string>> UntilSameAsync(ExpectedRun expected, ActualRun actual)
    {
        using var timer = new PeriodicTimer(LookAgain);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var differences = Differences(expected.Lines, actual.Lines(expected.HasEvents, expected.HasSnapshots));
            if (differences.Count == 0 || TimeProvider.System.GetElapsedTime(started) > Settling)
            {
                return differences;
            }

            await timer.WaitForNextTickAsync(Cancelled);
        }
    }

    internal static List<string> Differences(Dictionary<string, SortedSet<string>> expected, Dictionary<string, SortedSet<string>> actual)
        => [.. expected.Keys.Union(actual.Keys, StringComparer.Ordinal).SelectMany(name => Differences(name, Of(expected, name), Of(actual, name)))];

    private static SortedSet<string> Of(Dictionary<string, SortedSet<string>> lines, string name) => lines.GetValueOrDefault(name) ?? [];

    private static IEnumerable<string> Differences(string name, SortedSet<string> expected, SortedSet<string> actual)
        => [.. expected.Except(actual, StringComparer.Ordinal).Select(line => $"{name}: missing    {line}"),
            .. actual.Except(expected, StringComparer.Ordinal).Select(line => $"{name}: unexpected {line}")];

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
