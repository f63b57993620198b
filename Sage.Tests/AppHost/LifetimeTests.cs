using Sage.AppHost.Local;

namespace Sage.Tests.AppHost;

/// <summary>How a run ends, and what is left of it.</summary>
[Collection(SageCollection.Name)]
public sealed class LifetimeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(2);

    // Takes 2 to 6 s, and should be under 10; a machine with other work to do is no failure.
    private static readonly TimeSpan End = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Libc.Interrupt)]
    [InlineData(Libc.Terminate)]
    public async Task A_signal_drains_the_run(int signal)
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
    public async Task After_a_kill_of_the_AppHost_nothing_is_left()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var app = AppHostProcess.Start();
        await app.WaitForOutputAsync("Distributed application started", Start, Cancel);
        await app.WaitUntilAsync(() => app.Processes().Any(p => p.Contains("Sage.Api", StringComparison.Ordinal)), "the backend to run", Start, Cancel);

        app.Kill();

        await app.WaitUntilNothingIsLeftAsync(End, Cancel);
    }
}
