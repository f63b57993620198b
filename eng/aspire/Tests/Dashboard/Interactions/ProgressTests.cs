namespace Aspire.Hosting.Tests.Dashboard.Interactions;

public sealed class ProgressTests : IDisposable
{
    private readonly TestUser _user = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task Progress_closes_when_the_work_is_done()
    {
        var done = new TaskCompletionSource();
        var progress = _user.Service.PromptProgressAsync("Copying ...", new() { Title = "Copy", Work = _ => done.Task }, Cancellation);
        var shown = await _user.SeesAsync();
        done.SetResult();

        Assert.Equal(("Copy", "Copying ..."), (shown.Title, shown.Message));
        Assert.NotNull(shown.PromptProgress);
        Assert.True((await progress).Data);
        Assert.Null(_user.Open.Find(shown.InteractionId));
    }

    [Fact]
    public async Task The_button_of_a_progress_gives_up_the_work()
    {
        var progress = _user.Service.PromptProgressAsync("Copying ...", new() { PrimaryButtonText = "Stop", Work = context => Task.Delay(Timeout.Infinite, context.CancellationToken) }, Cancellation);
        var shown = await _user.SeesAsync();
        await _user.SendsAsync(new() { InteractionId = shown.InteractionId, PromptProgress = new() { Result = false } });

        Assert.Equal("Stop", shown.PrimaryButtonText);
        Assert.True((await progress).Canceled);
    }

    [Fact]
    public async Task Work_that_fails_closes_its_progress_and_fails_its_caller()
    {
        var fail = new TaskCompletionSource();
        var progress = _user.Service.PromptProgressAsync("Copying ...", new() { Work = _ => fail.Task }, Cancellation);
        var shown = await _user.SeesAsync();
        fail.SetException(new IOException("disk full"));

        Assert.Equal("disk full", (await Assert.ThrowsAsync<IOException>(() => progress)).Message);
        Assert.Null(_user.Open.Find(shown.InteractionId));
    }

    [Fact]
    public async Task Progress_without_work_stays_until_its_caller_gives_up()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = _user.Service.PromptProgressAsync("Waiting ...", cancellationToken: end.Token);
        await _user.SeesAsync();
        await end.CancelAsync();

        Assert.True((await progress).Canceled);
    }
}
