using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Tests.Application;

public sealed class EventingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribers_are_called_in_order_and_the_first_error_ends_it()
    {
        var eventing = new DistributedApplicationEventing();
        var calls = new List<string>();
        eventing.Subscribe<Something>((_, _) => Call("first"));
        eventing.Subscribe<Something>((_, _) => throw new InvalidOperationException("second"));
        eventing.Subscribe<Something>((_, _) => Call("third"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => eventing.PublishAsync(new Something(), Cancelled));
        Assert.Equal(["first"], calls);

        await Assert.ThrowsAsync<InvalidOperationException>(() => eventing.PublishAsync(new Something(), EventDispatchBehavior.BlockingConcurrent, Cancelled));
        Assert.Equal(["first", "first", "third"], calls);

        Task Call(string name)
        {
            calls.Add(name);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task After_unsubscribing_nothing_is_called()
    {
        var eventing = new DistributedApplicationEventing();
        var subscription = eventing.Subscribe<Something>((_, _) => throw new InvalidOperationException());
        eventing.Unsubscribe(subscription);

        await eventing.PublishAsync(new Something(), Cancelled);
    }

    [Fact]
    public async Task Publishing_in_the_background_does_not_wait()
    {
        var eventing = new DistributedApplicationEventing();
        var release = new TaskCompletionSource();
        eventing.Subscribe<Something>((_, _) => release.Task);

        await eventing.PublishAsync(new Something(), EventDispatchBehavior.NonBlockingConcurrent, Cancelled);
        await eventing.PublishAsync(new Something(), EventDispatchBehavior.NonBlockingSequential, Cancelled);
        release.SetResult();
    }

    [Fact]
    public void Interfaces_cannot_be_subscribed_to()
        => Assert.Throws<ArgumentException>(() => new DistributedApplicationEventing().Subscribe<IDistributedApplicationEvent>((_, _) => Task.CompletedTask));

    private sealed class Something : IDistributedApplicationEvent;
}
