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
