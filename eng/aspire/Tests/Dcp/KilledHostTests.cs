namespace Aspire.Hosting.Tests.Dcp;

/// <summary>An AppHost killed as a debugger or the kernel would.</summary>
public sealed class KilledHostTests
{
    [Fact]
    public async Task Nothing_is_left_ten_seconds_after_the_app_host_was_killed()
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var host = await SampleHost.StartAsync(cancelled);

        host.Process.Kill();

        Assert.True(await SampleHost.UntilAsync(() => host.Processes.Count == 0 && Directory.GetDirectories(host.Temporary, "aspire*").Length == 0, TimeSpan.FromSeconds(10), cancelled),
            string.Join(Environment.NewLine, host.Processes));
    }
}
