using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Builder;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class RebuildTests : IAsyncDisposable
{
    private const string Builder = "api-rebuilder";

    private readonly ProjectFolder _folder = new();
    private readonly TestApp _test = new();

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_rebuild_stops_builds_and_starts_again()
    {
        await StartAsync();

        var rebuild = ExecuteAsync();
        await _test.UntilAsync("api", KnownResourceStates.Building);
        await _test.UntilAsync(Builder, KnownResourceStates.Running);
        await _test.Executor.FinishAsync(Builder, exitCode: 0);
        var result = await rebuild;

        Assert.True(result.Success, result.Message);
        Assert.Equal("Successfully rebuilt 'api'.", result.Message);
        await _test.UntilAsync("api", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_build_that_fails_leaves_the_project_stopped_and_says_why()
    {
        await StartAsync();

        var rebuild = ExecuteAsync();
        await _test.UntilAsync(Builder, KnownResourceStates.Running);
        await _test.Executor.FinishAsync(Builder, exitCode: 1);
        var result = await rebuild;

        Assert.Equal((false, "Build failed with exit code 1."), (result.Success, result.Message));
        Assert.Equal(new ResourceStateSnapshot("FailedToStart", "error"), _test.Snapshot("api").State);
    }

    [Fact]
    public async Task Two_rebuilds_at_once_are_one()
    {
        await StartAsync();

        var first = ExecuteAsync();
        var second = ExecuteAsync();
        await _test.UntilAsync(Builder, KnownResourceStates.Running);
        await _test.Executor.FinishAsync(Builder, exitCode: 0);

        Assert.All(await Task.WhenAll(first, second), result => Assert.True(result.Success, result.Message));
    }

    [Fact]
    public async Task A_rebuild_can_be_cancelled()
    {
        await StartAsync();
        using var cancelled = new CancellationTokenSource();

        var rebuild = ExecuteAsync(cancelled.Token);
        await _test.UntilAsync(Builder, KnownResourceStates.Running);
        await cancelled.CancelAsync();
        var result = await rebuild;

        Assert.False(result.Success);
        await _test.UntilAsync("api", KnownResourceStates.Finished);
    }

    private async Task StartAsync()
    {
        _test.Builder.AddProject("api", _folder.ProjectPath, launchProfileName: null);
        await _test.StartAsync();
        await _test.UntilAsync("api", KnownResourceStates.Running);
    }

    private Task<ExecuteCommandResult> ExecuteAsync(CancellationToken? cancellationToken = null)
        => _test.Application.ResourceCommands.ExecuteCommandAsync("api", KnownResourceCommands.RebuildCommand, cancellationToken ?? TestApp.Cancelled).WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled);
}
