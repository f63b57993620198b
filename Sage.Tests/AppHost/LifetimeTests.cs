using Sage.AppHost.Local;

namespace Sage.Tests.AppHost;

/// <summary>How a run ends, and what is left of it.</summary>
[Collection(SageCollection.Name)]
public sealed class LifetimeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Libc.Interrupt)]
    [InlineData(Libc.Terminate)]
    public async Task A_signal_drains_the_run_within_10_seconds(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var app = AppHostProcess.Start();
        await app.WaitForOutputAsync("Distributed application started", Start, Cancel);

        app.Signal(signal);

        await app.WaitUntilAsync(() => app.ExitCode is not null, "the AppHost to end", End, Cancel);
        await app.WaitUntilNothingIsLeftAsync(End, Cancel);
        output.WriteLine(app.Output);
        Assert.Equal(0, app.ExitCode);
    }

    [Fact]
    public async Task After_a_kill_of_the_AppHost_nothing_is_left_within_10_seconds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var app = AppHostProcess.Start();
        await app.WaitForOutputAsync("Distributed application started", Start, Cancel);
        await app.WaitUntilAsync(() => app.Processes().Any(p => p.Contains("Sage.Api", StringComparison.Ordinal)), "the backend to run", Start, Cancel);

        app.Kill();

        await app.WaitUntilNothingIsLeftAsync(End, Cancel);
    }
}
