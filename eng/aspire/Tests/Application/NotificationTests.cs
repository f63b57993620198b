using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Orchestration;

namespace Aspire.Hosting.Tests.Application;

public sealed class NotificationTests
{
    [Fact]
    public async Task A_watcher_sees_the_last_state_first_and_then_each_change()
    {
        await using var test = new TestApp();
        var tool = test.Add("tool").Resource;
        await Publish(test, tool, "One");
        await Publish(test, tool, "Two");

        await using var watch = test.Notifications.WatchAsync(TestApp.Cancelled).GetAsyncEnumerator(TestApp.Cancelled);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("Two", watch.Current.Snapshot.State?.Text);
        await Publish(test, tool, "Three");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("Three", 3L), (watch.Current.Snapshot.State?.Text, watch.Current.Snapshot.Version));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_not_published()
    {
        await using var test = new TestApp();
        var tool = test.Add("tool").Resource;
        await Change(["a", "b"]);
        await Change(["a", "b"]);
        Assert.Equal(1, test.Snapshot("tool").Version);

        await Change(["a", "c"]);
        Assert.Equal(2, test.Snapshot("tool").Version);

        Task Change(string[] value) => test.Notifications.PublishUpdateAsync(tool, snapshot => snapshot with { Properties = [new ResourcePropertySnapshot("list", value)] });
    }

    [Fact]
    public async Task Waiting_returns_which_state_was_reached()
    {
        await using var test = new TestApp();
        var tool = test.Add("tool").Resource;
        var wait = test.Notifications.WaitForResourceAsync("TOOL", ["One", "Two"], TestApp.Cancelled);

        await Publish(test, tool, "Zero");
        await Publish(test, tool, "Two");

        Assert.Equal("Two", await wait.WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled));
    }

    [Fact]
    public async Task Waiting_for_the_health_of_an_unknown_resource_fails_at_once()
    {
        await using var test = new TestApp();

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => test.Notifications.WaitForResourceHealthyAsync("nobody", TestApp.Cancelled));

        Assert.Equal("Stopped waiting for resource 'nobody' to become healthy because it does not exist in the application model.", error.Message);
    }

    [Fact]
    public async Task Waiting_for_health_ends_with_a_failed_resource()
    {
        await using var test = new TestApp();
        var tool = test.Add("tool").Resource;
        var wait = test.Notifications.WaitForResourceHealthyAsync("tool", WaitBehavior.StopOnResourceUnavailable, TestApp.Cancelled);

        await Publish(test, tool, KnownResourceStates.FailedToStart);

        await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled));
    }

    [Fact]
    public async Task An_id_belongs_to_one_resource()
    {
        await using var test = new TestApp();
        var one = test.Add("one").Resource;
        var two = test.Add("two").Resource;
        await test.Notifications.PublishUpdateAsync(one, "id", snapshot => snapshot with { State = "One" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Notifications.PublishUpdateAsync(two, "id", snapshot => snapshot));
    }

    private static Task Publish(TestApp test, IResource resource, string state) => test.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state });
}
