using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Faults;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class LifetimeTests
{
    [Fact]
    public async Task A_persistent_process_outlives_the_application_and_is_found_again()
    {
        var name = $"lasting{Environment.ProcessId}";
        var pid = 0;
        try
        {
            pid = await RunAsync(name);
            Assert.True(RunningApp.IsAlive(pid));
            Assert.Equal(pid, await RunAsync(name));
        }
        finally
        {
            if (pid > 0 && RunningApp.IsAlive(pid))
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
        }

        static async Task<int> RunAsync(string name)
        {
            await using var app = await RunningApp.StartAsync(builder => builder.AddExecutable(name, "sleep", ".", "600").WithPersistentLifetime());
            return RunningApp.Pid(await app.UntilAsync(name, KnownResourceStates.Running));
        }
    }

    [Fact]
    public async Task A_process_with_a_parent_outlives_the_application_and_ends_with_the_parent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The parent is 'sleep'.");
        using var parent = Process.Start("sleep", "600");
        int pid;
        try
        {
            await using var app = await RunningApp.StartAsync(builder => builder.AddExecutable($"child{Environment.ProcessId}", "sleep", ".", "600").WithParentProcessLifetime(parent.Id));
            pid = RunningApp.Pid(await app.UntilAsync($"child{Environment.ProcessId}", KnownResourceStates.Running));
            await app.DisposeAsync();
            Assert.True(RunningApp.IsAlive(pid));
        }
        finally
        {
            parent.Kill();
        }

        await RunningApp.UntilAsync(() => !RunningApp.IsAlive(pid), "The end of the child");
    }

    [Fact]
    public void A_parent_must_be_a_running_process()
    {
        var tool = DistributedApplication.CreateBuilder().AddExecutable("tool", "x", ".");

        Assert.Throws<ArgumentOutOfRangeException>("parentProcessId", () => tool.WithParentProcessLifetime(0));
        Assert.Throws<ArgumentException>(() => tool.WithParentProcessLifetime(int.MaxValue));
    }

    [Fact]
    public void A_resource_lives_as_long_as_the_one_it_follows()
    {
        var builder = DistributedApplication.CreateBuilder();
        var lasting = builder.AddExecutable("lasting", "x", ".").WithPersistentLifetime();
        var follower = builder.AddExecutable("follower", "x", ".").WithLifetimeOf(lasting);
        var plain = builder.AddExecutable("plain", "x", ".");

        Assert.Equal([true, true, false], ((IResource[])[lasting.Resource, follower.Resource, plain.Resource]).Select(resource => resource.HasPersistentLifetime()));
        lasting.WithSessionLifetime();
        Assert.False(follower.Resource.HasPersistentLifetime());
    }

    [Fact]
    public void Resources_that_follow_each_other_are_an_error()
    {
        var builder = DistributedApplication.CreateBuilder();
        var first = builder.AddExecutable("first", "x", ".");
        first.WithLifetimeOf(builder.AddExecutable("second", "x", ".").WithLifetimeOf(first));

        Assert.Equal("A circular lifetime reference was detected for resource 'first'.", Assert.Throws<InvalidOperationException>(() => first.Resource.HasPersistentLifetime()).Message);
    }

    [Fact]
    public void A_parameter_has_no_lifetime()
    {
        var parameter = DistributedApplication.CreateBuilder().AddParameter("p");

        Assert.Equal("Resource 'p' does not support lifetime configuration.", Assert.Throws<InvalidOperationException>(() => parameter.WithPersistentLifetime()).Message);
    }
}
