using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Tests.Dashboard.ResourceService;

public sealed class ResourceChangesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_gets_all_resources_first_and_then_the_newest_state_of_each()
    {
        using var state = new TestState();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var api = new ExecutableResource("api", "sh", "");
        var web = new ExecutableResource("web", "sh", "");
        await state.PublishAsync(api, "Starting");
        var changes = new ResourceChanges(state.Notifications);
        var pump = changes.PumpAsync(stop.Token);
        await using var quick = changes.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        await using var slow = changes.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.Equal(["api Starting"], await NextAsync(quick));
        Assert.Equal(["api Starting"], await NextAsync(slow));
        await state.PublishAsync(api, "Running");
        Assert.Equal(["api Running"], await NextAsync(quick));
        await state.PublishAsync(web, "Starting");
        Assert.Equal(["web Starting"], await NextAsync(quick));
        await state.PublishAsync(api, "Finished");
        Assert.Equal(["api Finished"], await NextAsync(quick));

        Assert.Equal(["api Finished", "web Starting"], await NextAsync(slow));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
    }

    private static async Task<string[]> NextAsync(IAsyncEnumerator<IReadOnlyCollection<ResourceEvent>> watcher)
    {
        Assert.True(await watcher.MoveNextAsync());
        return [.. watcher.Current.Select(change => $"{change.Resource.Name} {change.Snapshot.State?.Text}")];
    }
}
