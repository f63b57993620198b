using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Faults;

namespace Aspire.Hosting.Tests.Testing;

/// <summary>Several applications in this process; xunit runs the classes beside each other.</summary>
public abstract class SeveralApps
{
    [Fact]
    public async Task Applications_with_the_same_names_run_side_by_side_and_end_each_for_itself()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunningApp.StartAsync(builder => builder.AddExecutable("tool", "sleep", ".", "1000").WithHttpEndpoint())));
        var pids = await Task.WhenAll(apps.Select(async app => RunningApp.Pid(await app.UntilAsync("tool", KnownResourceStates.Running))));
        var sessions = apps.Select(app => app.Session).ToArray();
        Assert.Equal(3, pids.Distinct().Count());
        Assert.Equal(3, sessions.Distinct(StringComparer.Ordinal).Count());

        await apps[0].DisposeAsync();
        await RunningApp.UntilAsync(() => !RunningApp.IsAlive(pids[0]), "The end of the first application's process");
        Assert.All(pids[1..], pid => Assert.True(RunningApp.IsAlive(pid)));
        Assert.True((await apps[1].ExecuteAsync("tool", KnownResourceCommands.RestartCommand)).Success);

        await Task.WhenAll(apps[1..].Select(app => app.DisposeAsync().AsTask()));
        await RunningApp.UntilAsync(() => !pids.Any(RunningApp.IsAlive) && !sessions.Any(Directory.Exists), "The end of all processes and sessions");
    }
}

public sealed class SeveralAppsTests : SeveralApps;

public sealed class SeveralMoreAppsTests : SeveralApps;
